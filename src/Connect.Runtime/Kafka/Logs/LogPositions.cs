namespace Connect.Runtime.Kafka.Logs;

/// <summary>How far each partition of a log was read, and who waits for that.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class LogPositions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, long> _positions = [];
    private readonly List<Waiter> _waiters = [];
    private Exception? _end;

    /// <summary>Before which offset everything of a partition was handled.</summary>
    /// <param name="partition">The partition.</param>
    public long Of(int partition)
    {
        lock (_lock)
            return _positions.GetValueOrDefault(partition);
    }

    /// <summary>Notes that everything before an offset was handled. A log never goes back, so a lower offset, after the topic was made anew, counts
    /// from then on.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">The offset after the last one.</param>
    public void Reach(int partition, long offset)
    {
        lock (_lock)
        {
            _positions[partition] = offset;
            for (var i = _waiters.Count - 1; i >= 0; i--)
            {
                if (!IsReached(_waiters[i].Targets))
                    continue;
                _waiters[i].Done.TrySetResult();
                _waiters.RemoveAt(i);
            }
        }
    }

    /// <summary>Waits until every partition was read up to an offset.</summary>
    /// <param name="targets">The offset for each partition.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task WaitAsync(IReadOnlyDictionary<int, long> targets, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(targets, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            if (_end is not null)
                throw _end;
            if (IsReached(targets))
                return;
            _waiters.Add(waiter);
        }

        try
        {
            await waiter.Done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
                _waiters.Remove(waiter);
        }
    }

    /// <summary>Ends every wait, now and later, with an exception.</summary>
    /// <param name="exception">Why nothing more is read.</param>
    public void End(Exception exception)
    {
        lock (_lock)
        {
            _end ??= exception;
            foreach (var waiter in _waiters)
                waiter.Done.TrySetException(_end);
            _waiters.Clear();
        }
    }

    private bool IsReached(IReadOnlyDictionary<int, long> targets) => targets.All(target => _positions.GetValueOrDefault(target.Key) >= target.Value);

    private sealed record Waiter(IReadOnlyDictionary<int, long> Targets, TaskCompletionSource Done);
}
