using Connect.Connectors;

namespace Connect.Runtime.Errors;

/// <summary>Sends reports to all reporters of a task, and tracks which are not durably written yet.</summary>
/// <remarks>Thread-safe. An offset must not be committed past a record whose report is in progress: such a record is neither in the sink nor in the
/// dead letter queue. Kafka Connect only logs a dead letter that could not be written.</remarks>
internal sealed class ErrorReports(IReadOnlyList<IErrorReporter> reporters)
{
    private const int Room = 1000;

    private readonly Lock _gate = new();
    private readonly List<(TopicPartition Partition, long Offset, Task Report)> _pending = [];
    private Exception? _failure;

    /// <summary>Raised once, on any thread, when a report could not be written.</summary>
    public event Action? Failed;

    /// <summary>Why a report could not be written; null while all could.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Reports a record.</summary>
    /// <returns>Completes when every reporter has written it.</returns>
    public Task Report(ErrorReport report)
    {
        List<Task>? running = null;
        foreach (var reporter in reporters)
        {
            var task = reporter.ReportAsync(report);
            if (!task.IsCompletedSuccessfully)
                (running ??= []).Add(task);
        }

        return running is null ? Task.CompletedTask : Remember(report, running);
    }

    /// <summary>Holds a record's offset back until its report is written.</summary>
    /// <returns>The report.</returns>
    public Task Hold(TopicPartition partition, long offset, Task report)
    {
        var entry = (partition, offset, report);
        lock (_gate)
            _pending.Add(entry);
        _ = RemoveAsync(entry);
        return report;
    }

    /// <summary>Completes when few enough reports are in progress: if the dead letter queue does not answer, the task waits instead of filling the
    /// memory.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (Oldest() is { } oldest)
            await oldest.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The lowest offset of a partition whose report is not written yet; null if all are written.</summary>
    public long? LowestPending(TopicPartition partition)
    {
        lock (_gate)
        {
            long? lowest = null;
            foreach (var (pendingPartition, offset, _) in _pending)
            {
                if (pendingPartition == partition && !(lowest <= offset))
                    lowest = offset;
            }

            return lowest;
        }
    }

    /// <summary>Completes when every report so far is written or has failed, or when the time is over.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        Task[] running;
        lock (_gate)
            running = [.. _pending.Select(pending => pending.Report)];
        await Task.WhenAll(running).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Forgets the reports of partitions that were lost to others.</summary>
    public void Forget(IReadOnlyCollection<TopicPartition> partitions)
    {
        lock (_gate)
            _pending.RemoveAll(pending => partitions.Contains(pending.Partition));
    }

    private Task? Oldest()
    {
        lock (_gate)
            return _pending.Count < Room ? null : _pending[0].Report;
    }

    private Task Remember(ErrorReport report, List<Task> running)
    {
        var watched = WatchAsync(running);
        return report.Consumed is { } consumed ? Hold(new TopicPartition(consumed.Topic, consumed.Partition), consumed.Offset, watched) : watched;
    }

    private async Task WatchAsync(List<Task> running)
    {
        try
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            NoteFailure(e);
            throw;
        }
    }

    private void NoteFailure(Exception failure)
    {
        if (Interlocked.CompareExchange(ref _failure, failure, null) is null)
            Failed?.Invoke();
    }

    /// <summary>A failed report stays pending: its record's offset is held back permanently, and the task fails. The same applies to a report that
    /// never reached the reporters.</summary>
    private async Task RemoveAsync((TopicPartition Partition, long Offset, Task Report) entry)
    {
        try
        {
            await entry.Report.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (IsPending(entry))
                NoteFailure(e);
            return;
        }

        lock (_gate)
            _pending.Remove(entry);
    }

    private bool IsPending((TopicPartition Partition, long Offset, Task Report) entry)
    {
        lock (_gate)
            return _pending.Contains(entry);
    }
}
