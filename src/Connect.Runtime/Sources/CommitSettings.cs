namespace Connect.Runtime.Sources;

/// <summary>When offsets are stored.</summary>
/// <param name="Interval">How often (<c>offset.flush.interval.ms</c>).</param>
/// <param name="Timeout">How long it may take (<c>offset.flush.timeout.ms</c>).</param>
internal sealed record CommitSettings(TimeSpan Interval, TimeSpan Timeout);
