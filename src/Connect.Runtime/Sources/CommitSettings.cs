namespace Connect.Runtime.Sources;

/// <summary>When offsets are stored.</summary>
/// <param name="Interval">The interval between commits (<c>offset.flush.interval.ms</c>).</param>
/// <param name="Timeout">How long a commit may take (<c>offset.flush.timeout.ms</c>).</param>
internal sealed record CommitSettings(TimeSpan Interval, TimeSpan Timeout);
