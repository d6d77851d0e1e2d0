namespace Connect.Converters.Avro.Registry.Caching;

/// <summary>One call under way for any number of callers: it is cancelled when the last of them gave up, and not before.</summary>
internal sealed class Flight<TValue> : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private Task<TValue>? _call;
    private int _callers = 1;

    /// <summary>Starts the call; the one who made the flight does so, once.</summary>
    public void Start(Func<CancellationToken, Task<TValue>> call) => _call = call(_cancellation.Token);

    /// <summary>Adds a caller; false when the flight was given up. Under the owner's lock.</summary>
    public bool TryJoin()
    {
        if (_callers == 0)
            return false;

        _callers++;
        return true;
    }

    /// <summary>Waits for the call, or until this caller gives up.</summary>
    public Task<TValue> WaitAsync(CancellationToken cancellationToken) => _call!.WaitAsync(cancellationToken);

    /// <summary>Removes a caller; true when it was the last. Under the owner's lock.</summary>
    public bool Leave() => --_callers == 0;

    /// <summary>Cancels the call, if it still runs: nobody waits for its outcome.</summary>
    public void Dispose()
    {
        _cancellation.Cancel();
        _cancellation.Dispose();
    }
}
