namespace Connect.Runtime.Tasks;

/// <summary>The rate limit of one connector, shared by its tasks on this worker.</summary>
/// <remarks>
/// <para>A token bucket that is read from the clock. A batch is not divided: the task that has processed it waits until it is paid for. A task that
/// continues late is made up for, at most a second: so in any time of T seconds there are at most T + 1 seconds' worth, and one batch a task.</para>
/// <para>The tasks of a worker share the worker's part of the limit, so an idle task leaves its share to the others. In a cluster a worker's part is
/// in proportion to the tasks that it runs; workers do not share.</para>
/// <para>Thread-safe.</para>
/// </remarks>
/// <param name="recordsPerSecond">The limit in records per second; 0 for none.</param>
/// <param name="bytesPerSecond">The limit in bytes per second; 0 for none.</param>
/// <param name="taskCount">The number of the connector's tasks on all workers.</param>
/// <param name="time">The clock.</param>
internal sealed class RateLimit(long recordsPerSecond, long bytesPerSecond, int taskCount, TimeProvider time)
{
    // The capacity of the bucket: how many seconds of delay or idleness are made up for.
    private const double Burst = 1;

    private readonly Lock _gate = new();
    private readonly long _began = time.GetTimestamp();
    private int _tasks;

    // When everything charged so far is paid for, in seconds since the limit was created. A time in the past is credit.
    private double _paidAt;

    /// <summary>The configuration of the limit, for users.</summary>
    public string Description => string.Join(", ", new[]
    {
        recordsPerSecond > 0 ? $"rate.limit.records={recordsPerSecond}" : null,
        bytesPerSecond > 0 ? $"rate.limit.bytes={bytesPerSecond}" : null,
    }.Where(text => text is not null));

    /// <summary>Whether bytes count.</summary>
    public bool CountsBytes => bytesPerSecond > 0;

    /// <summary>Adds a task of this worker.</summary>
    public void Join() => Interlocked.Increment(ref _tasks);

    /// <summary>Removes a task of this worker.</summary>
    public void Leave() => Interlocked.Decrement(ref _tasks);

    /// <summary>Charges a batch.</summary>
    /// <param name="records">Its records.</param>
    /// <param name="bytes">Their bytes; ignored without a limit of bytes.</param>
    /// <returns>How long the task must wait before its next batch: zero to a day.</returns>
    public TimeSpan Charge(long records, long bytes)
    {
        var seconds = Math.Max(
            recordsPerSecond > 0 ? (double)records / recordsPerSecond : 0, bytesPerSecond > 0 ? (double)bytes / bytesPerSecond : 0);
        lock (_gate)
        {
            var now = time.GetElapsedTime(_began).TotalSeconds;
            var here = Math.Clamp(Volatile.Read(ref _tasks), 1, Math.Max(1, taskCount));
            _paidAt = Math.Max(now - Burst, _paidAt) + (seconds * Math.Max(1, taskCount) / here);
            return TimeSpan.FromSeconds(Math.Clamp(_paidAt - now, 0, TimeSpan.SecondsPerDay));
        }
    }
}
