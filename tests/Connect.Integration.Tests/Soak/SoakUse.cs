using Connect.Integration.Tests.Worker;

namespace Connect.Integration.Tests.Soak;

/// <summary>What a worker used over a soak: the medians of the first and the last third, after the warm-up.</summary>
/// <param name="First">The first third.</param>
/// <param name="Last">The last third.</param>
/// <param name="Samples">The number of samples.</param>
internal sealed record SoakUse(ProcessSample First, ProcessSample Last, int Samples)
{
    /// <summary>By how much the last third may exceed the first: a quarter and 32 MB.</summary>
    public double MegabytesAllowed => (First.Megabytes * 1.25) + 32;

    /// <summary>What is open while brokers go and come differs by connections: 64.</summary>
    public int HandlesAllowed => First.Handles + 64;

    /// <summary>Clients that are closed end their threads a little later: 12.</summary>
    public int ThreadsAllowed => First.Threads + 12;

    /// <summary>Computes it.</summary>
    /// <param name="samples">At equal distances, in their order.</param>
    public static SoakUse Of(IReadOnlyList<ProcessSample> samples)
    {
        // The first fifth is the warm-up: code is compiled, pools and caches fill.
        var measured = samples.Skip(samples.Count / 5).ToArray();
        var third = measured.Length / 3;
        return new SoakUse(Median(measured[..third]), Median(measured[^third..]), samples.Count);
    }

    private static ProcessSample Median(ProcessSample[] samples) => new(
        Median(samples, sample => sample.Megabytes), (int)Median(samples, sample => sample.Handles), (int)Median(samples, sample => sample.Threads));

    private static double Median(ProcessSample[] samples, Func<ProcessSample, double> value) =>
        samples.Select(value).Order().ElementAt(samples.Length / 2);
}
