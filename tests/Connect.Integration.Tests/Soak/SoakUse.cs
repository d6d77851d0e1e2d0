using Connect.Integration.Tests.Worker;

namespace Connect.Integration.Tests.Soak;

/// <summary>The memory that a worker used over a soak, in MB: the medians of the first and the last third, after the warm-up.</summary>
/// <param name="First">The first third.</param>
/// <param name="Last">The last third.</param>
/// <param name="Samples">The number of samples.</param>
internal sealed record SoakUse(double First, double Last, int Samples)
{
    /// <summary>By how much the last third may exceed the first: a quarter and 32 MB.</summary>
    public double Allowed => (First * 1.25) + 32;

    /// <summary>Computes it.</summary>
    /// <param name="samples">At equal distances, in their order.</param>
    public static SoakUse Of(IReadOnlyList<ProcessSample> samples)
    {
        // The first fifth is the warm-up: code is compiled, pools and caches fill.
        var measured = samples.Skip(samples.Count / 5).Select(sample => sample.Megabytes).ToArray();
        var third = measured.Length / 3;
        return new SoakUse(Median(measured[..third]), Median(measured[^third..]), samples.Count);
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
