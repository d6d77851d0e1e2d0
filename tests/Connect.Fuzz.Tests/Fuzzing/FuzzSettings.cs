using System.Globalization;

namespace Connect.Fuzz.Tests.Fuzzing;

/// <summary>What a run takes from the environment.</summary>
internal static class FuzzSettings
{
    public const string InputsVariable = "CONNECT_FUZZ_INPUTS";
    public const string SeedVariable = "CONNECT_FUZZ_SEED";
    public const string InputVariable = "CONNECT_FUZZ_INPUT";

    private const long DefaultInputs = 1_000_000;
    private const int DefaultSeed = 20_26;

    /// <summary>The number of inputs of all targets together: <c>CONNECT_FUZZ_INPUTS</c>, else a million.</summary>
    public static long Inputs => Read(InputsVariable) ?? DefaultInputs;

    /// <summary>The seed: <c>CONNECT_FUZZ_SEED</c>, else always the same.</summary>
    public static int Seed => (int)(Read(SeedVariable) ?? DefaultSeed);

    /// <summary>The number of the one input to take again: <c>CONNECT_FUZZ_INPUT</c>; null for all.</summary>
    public static long? Input => Read(InputVariable);

    private static long? Read(string variable) =>
        long.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}
