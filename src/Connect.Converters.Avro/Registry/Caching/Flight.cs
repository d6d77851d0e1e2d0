namespace Connect.Converters.Avro.Registry.Caching;

/// <summary>A call in progress that several callers share. It is cancelled when the last caller has cancelled, not before.</summary>
internal sealed class Flight<TValue> : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private Task<TValue>? _call;
    private int _callers = 1;

    /// <summary>Starts the call. Only the creator of the flight calls it, once.</summary>
    public void Start(Func<CancellationToken, Task<TValue>> call) => _call = call(_cancellation.Token);

    /// <summary>Adds a caller; false if the flight was abandoned. Call it under the owner's lock.</summary>
    public bool TryJoin()
    {
        if (_callers == 0)
            return false;

        _callers++;
        return true;
    }

    /// <summary>Waits for the call, or until this caller cancels.</summary>
    public Task<TValue> WaitAsync(CancellationToken cancellationToken) => _call!.WaitAsync(cancellationToken);

    /// <summary>Removes a caller; true if it was the last. Call it under the owner's lock.</summary>
    public bool Leave() => --_callers == 0;

    /// <summary>Cancels the call if it still runs: nobody waits for its result.</summary>
    public void Dispose()
    {
        _cancellation.Cancel();
        _cancellation.Dispose();
    }
}
