namespace Connect.Runtime.Tasks;

/// <summary>How the commits of one task went: the numbers of <c>offset-commit-*</c>.</summary>
/// <remarks>Safe for use from several threads.</remarks>
internal sealed class CommitTimes
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

    /// <summary>Takes note of a commit.</summary>
    public void Record(TimeSpan duration, bool succeeded)
    {
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
