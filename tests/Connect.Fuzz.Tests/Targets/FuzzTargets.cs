using Connect.Fuzz.Tests.Fuzzing;

namespace Connect.Fuzz.Tests.Targets;

/// <summary>Everything that takes bytes from outside.</summary>
internal static class FuzzTargets
{
    /// <summary>Pieces of JSON that parsers stumble over.</summary>
    public static IReadOnlyList<byte[]> JsonWords { get; } =
    [
        .. Words(
            "null", "true", "-0", "1e999", "-1e-999", "9223372036854775808", "-9223372036854775809", "0.1E+400", "123456789012345678901234567890",
            "NaN", "\"\\ud800\"", "\"\\u0000\"", "\"\\udc00\\ud800\"", "{}", "[]", "[[[[", "{\"a\":{\"a\":", "\"\"", "{\"\":null}", "\\u00", "\uFEFF",
            "2147483648"),
    ];

    public static IReadOnlyList<FuzzTarget> All { get; } =
        [.. FileTargets.All(), .. ConverterTargets.All(), .. AvroTargets.All(), .. TopicTargets.All(), .. RestTargets.All()];

    public static IEnumerable<byte[]> Words(params string[] words) => words.Select(System.Text.Encoding.UTF8.GetBytes);

    /// <summary>The result of a call that has nothing to wait for.</summary>
    public static T Now<T>(ValueTask<T> call) => call.IsCompleted ? call.GetAwaiter().GetResult() : call.AsTask().GetAwaiter().GetResult();
}
