namespace Connect.Runtime.Herding.Distributed;

/// <summary>A monotonic clock: the start time plus the elapsed time.</summary>
/// <param name="time">The clock.</param>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _timestamp = time.GetTimestamp();

    /// <summary>The current time.</summary>
    public DateTimeOffset Now => _start + time.GetElapsedTime(_timestamp);

    /// <summary>The underlying clock.</summary>
    public TimeProvider Source => time;
}
