namespace Connect.Runtime.Herding.Distributed;

/// <summary>Runs decisions about the same connector one after the other, and those about different connectors side by side: each waits for the
/// brokers, and the leader's writer puts what waits together into one transaction.</summary>
/// <remarks>Thread-safe. A failed decision fails its caller only.</remarks>
internal sealed class ConnectorTurns : IDecisionOrder, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Turns> _turns = new(StringComparer.Ordinal);
    private bool _isClosed;

    /// <inheritdoc/>
    public Task<T> DecideAsync<T>(string connector, Func<Task<T>> decide, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        Task<T> turn;
        lock (_lock)
        {
            if (_isClosed)
                return Task.FromException<T>(new ObjectDisposedException(null, "The worker is shutting down."));
            var turns = _turns.GetValueOrDefault(connector, new Turns(Task.CompletedTask, 0));
            turn = RunAsync(connector, turns.Last, decide);
            _turns[connector] = new Turns(turn, turns.Count + 1);
        }

        return turn.WaitAsync(cancellationToken);
    }

    /// <summary>Completes the accepted decisions, and accepts no more.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] last;
        lock (_lock)
        {
            _isClosed = true;
            last = [.. _turns.Values.Select(turns => turns.Last)];
        }

        await Task.WhenAll(last).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<T> RunAsync<T>(string connector, Task before, Func<Task<T>> decide)
    {
        // Yields always: a turn begins only after it has been noted.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        try
        {
            return await decide().ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                if (_turns[connector] is { Count: > 1 } turns)
                    _turns[connector] = turns with { Count = turns.Count - 1 };
                else
                    _turns.Remove(connector);
            }
        }
    }

    /// <param name="Last">The turn that was accepted last.</param>
    /// <param name="Count">How many turns have not ended.</param>
    private sealed record Turns(Task Last, int Count);
}
