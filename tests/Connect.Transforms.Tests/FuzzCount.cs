using System.Globalization;

namespace Connect.Transforms.Tests;

/// <summary>How many random cases to run: <c>CONNECT_FUZZ_COUNT</c>, or enough for every day.</summary>
internal static class FuzzCount
{
    public const int Seed = 20_260_103;

    private const int Default = 20_000;

    public static int Value =>
        int.TryParse(Environment.GetEnvironmentVariable("CONNECT_FUZZ_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count : Default;
}
