using Connect.Runtime.Diagnostics.Metrics;

namespace Connect.Runtime.Sinks;

/// <summary>The counters of a sink task, for <c>sink-task-metrics</c>. Written only by the task's loop, read by any thread.</summary>
/// <param name="measures">Records distributions; null for none.</param>
internal sealed class SinkTaskStats(TaskMeasures? measures = null)
{
    private long _read;
    private long _sent;
    private long _puts;
    private long _putTicks;
    private long _maxPutTicks;
    private long _maxBatch;
    private long _commitNumber;
    private long _commitsCompleted;
    private long _commitsSkipped;
    private long _partitions;
    private long _active;

    /// <summary>Records read from Kafka.</summary>
    public long Read => Volatile.Read(ref _read);

    /// <summary>Records that the task has taken.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Puts with records that succeeded.</summary>
    public long Puts => Volatile.Read(ref _puts);

    /// <summary>The time of all these puts together.</summary>
    public TimeSpan PutTime => TimeSpan.FromTicks(Volatile.Read(ref _putTicks));

    /// <summary>The longest of these puts.</summary>
    public TimeSpan MaxPutTime => TimeSpan.FromTicks(Volatile.Read(ref _maxPutTicks));

    /// <summary>The largest batch.</summary>
    public long MaxBatch => Volatile.Read(ref _maxBatch);

    /// <summary>The number of the latest commit.</summary>
    public long CommitNumber => Volatile.Read(ref _commitNumber);

    /// <summary>Commits that were completed.</summary>
    public long CommitsCompleted => Volatile.Read(ref _commitsCompleted);

    /// <summary>Commits whose answer did not come in time and was not waited for.</summary>
    public long CommitsSkipped => Volatile.Read(ref _commitsSkipped);

    /// <summary>How many partitions are assigned.</summary>
    public long Partitions => Volatile.Read(ref _partitions);

    /// <summary>Records read and not committed, as of the last batch or commit.</summary>
    public long Active => Volatile.Read(ref _active);

    public void RecordRead(int records) => Volatile.Write(ref _read, _read + records);

    public void RecordPut(int records, TimeSpan duration)
    {
        measures?.Put(records, duration);
        Volatile.Write(ref _sent, _sent + records);
        Volatile.Write(ref _puts, _puts + 1);
        Volatile.Write(ref _putTicks, _putTicks + duration.Ticks);
        if (duration.Ticks > _maxPutTicks)
            Volatile.Write(ref _maxPutTicks, duration.Ticks);
        if (records > _maxBatch)
            Volatile.Write(ref _maxBatch, records);
    }

    public void RecordCommitStarted() => Volatile.Write(ref _commitNumber, _commitNumber + 1);

    public void RecordCommitCompleted() => Volatile.Write(ref _commitsCompleted, _commitsCompleted + 1);

    public void RecordCommitSkipped() => Volatile.Write(ref _commitsSkipped, _commitsSkipped + 1);

    public void RecordAssignment(int partitions, long active)
    {
        Volatile.Write(ref _partitions, partitions);
        Volatile.Write(ref _active, active);
    }
}
