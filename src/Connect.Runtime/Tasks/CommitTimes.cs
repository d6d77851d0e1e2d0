namespace Connect.Runtime.Tasks;

/// <summary>Statistics about the commits of one task, for <c>offset-commit-*</c>.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="recorded">Called for each commit; null for none.</param>
internal sealed class CommitTimes(Action<TimeSpan, bool>? recorded = null)
{
    private long _succeeded;
    private long _failed;
    private long _totalTicks;
    private long _maxTicks;

    /// <summary>Commits that succeeded.</summary>
    public long Succeeded => Interlocked.Read(ref _succeeded);

    /// <summary>Commits that failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>The time of all commits together.</summary>
    public TimeSpan Total => TimeSpan.FromTicks(Interlocked.Read(ref _totalTicks));

    /// <summary>The longest commit.</summary>
    public TimeSpan Max => TimeSpan.FromTicks(Interlocked.Read(ref _maxTicks));

    /// <summary>Records a commit.</summary>
    public void Record(TimeSpan duration, bool succeeded)
    {
        recorded?.Invoke(duration, succeeded);
        if (succeeded)
            Interlocked.Increment(ref _succeeded);
        else
            Interlocked.Increment(ref _failed);
        Interlocked.Add(ref _totalTicks, duration.Ticks);
        var max = Interlocked.Read(ref _maxTicks);
        while (duration.Ticks > max)
        {
            var seen = Interlocked.CompareExchange(ref _maxTicks, duration.Ticks, max);
            if (seen == max)
                return;
            max = seen;
        }
    }
}
