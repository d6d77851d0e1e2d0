namespace Connect.EndToEnd;

/// <summary>What one run took.</summary>
/// <param name="Records">How many records went through.</param>
/// <param name="Elapsed">From the first to the last that counts.</param>
/// <param name="Cpu">What the process used meanwhile, all threads.</param>
/// <param name="PeakMegabytes">The most memory that it had.</param>
internal sealed record Measurement(long Records, TimeSpan Elapsed, TimeSpan Cpu, long PeakMegabytes)
{
    public double PerSecond => Records / Elapsed.TotalSeconds;

    public double CpuMicroseconds => Cpu.TotalMicroseconds / Records;

    public static Measurement Between(Mark first, Mark last, long peakMegabytes) =>
        new(last.Records - first.Records, TimeSpan.FromMicroseconds(last.Time - first.Time), last.Cpu - first.Cpu, peakMegabytes);

    /// <summary>The run in the middle of several.</summary>
    public static Measurement Median(IEnumerable<Measurement> runs)
    {
        var sorted = runs.OrderBy(run => run.PerSecond).ToList();
        return sorted[sorted.Count / 2];
    }
}
