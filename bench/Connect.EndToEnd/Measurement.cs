using System.Diagnostics;

namespace Connect.EndToEnd;

/// <summary>What one run took.</summary>
/// <param name="Records">How many records went through.</param>
/// <param name="Elapsed">From the first to the last.</param>
/// <param name="Cpu">What this process used meanwhile, all threads.</param>
/// <param name="Allocated">What was allocated meanwhile, in bytes.</param>
internal sealed record Measurement(long Records, TimeSpan Elapsed, TimeSpan Cpu, long Allocated)
{
    public double PerSecond => Records / Elapsed.TotalSeconds;

    public double CpuMicroseconds => Cpu.TotalMicroseconds / Records;

    public double BytesPerRecord => (double)Allocated / Records;

    /// <summary>Measures something that takes a while.</summary>
    /// <param name="records">How many records it handles.</param>
    /// <param name="run">What is measured.</param>
    public static async Task<Measurement> TakeAsync(long records, Func<Task> run)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var start = TimeProvider.System.GetTimestamp();
        await run();
        var elapsed = TimeProvider.System.GetElapsedTime(start);
        process.Refresh();
        return new Measurement(records, elapsed, process.TotalProcessorTime - cpu, GC.GetTotalAllocatedBytes() - allocated);
    }

    /// <summary>The run in the middle of several.</summary>
    public static Measurement Median(IEnumerable<Measurement> runs)
    {
        var sorted = runs.OrderBy(run => run.PerSecond).ToList();
        return sorted[sorted.Count / 2];
    }
}
