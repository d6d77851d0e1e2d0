using Connect.Runtime.Diagnostics.Metrics;

namespace Connect.Runtime.Sources;

/// <summary>The counters of a source task, for <c>source-task-metrics</c>. Written only by the task's loop, read by any thread.</summary>
/// <param name="measures">Records distributions; null for none.</param>
internal sealed class SourceTaskStats(TaskMeasures? measures = null)
{
    private long _polled;
    private long _batches;
    private long _pollTicks;
    private long _maxPollTicks;
    private long _maxBatch;

    /// <summary>Records that the task returned.</summary>
    public long Polled => Volatile.Read(ref _polled);

    /// <summary>Polls that returned records.</summary>
    public long Batches => Volatile.Read(ref _batches);

    /// <summary>The time of all these polls together.</summary>
    public TimeSpan PollTime => TimeSpan.FromTicks(Volatile.Read(ref _pollTicks));

    /// <summary>The longest of these polls.</summary>
    public TimeSpan MaxPollTime => TimeSpan.FromTicks(Volatile.Read(ref _maxPollTicks));

    /// <summary>The largest batch.</summary>
    public long MaxBatch => Volatile.Read(ref _maxBatch);

    /// <summary>Records a poll that returned records.</summary>
    public void RecordPoll(int records, TimeSpan duration)
    {
        measures?.Polled(records, duration);
        Volatile.Write(ref _polled, _polled + records);
        Volatile.Write(ref _batches, _batches + 1);
        Volatile.Write(ref _pollTicks, _pollTicks + duration.Ticks);
        if (duration.Ticks > _maxPollTicks)
            Volatile.Write(ref _maxPollTicks, duration.Ticks);
        if (records > _maxBatch)
            Volatile.Write(ref _maxBatch, records);
    }
}
