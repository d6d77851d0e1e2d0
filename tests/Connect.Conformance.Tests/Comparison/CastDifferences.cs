using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Data;

namespace Connect.Conformance.Tests.Comparison;

/// <summary>The deliberate differences of the cast to a string.</summary>
internal static class CastDifferences
{
    public static IReadOnlyList<DeliberateDifference> Rules { get; } =
    [
        new(
            "buffer-slices",
            golden => IsCastToString(golden) && golden["record"]!["value"]?["buffer"] is not null,
            (golden, outcome) => WithText(outcome, JsonText.Of(golden["record"]!["value"]!["buffer"])!)),
        new(
            "float-texts",
            golden => IsCastToString(golden) && (golden["record"]!["value"]?["f32"] ?? golden["record"]!["value"]?["f64"]) is not null,
            (golden, outcome) => WithText(outcome, ShortestText(golden["record"]!["value"]!))),
    ];

    private static bool IsCastToString(GoldenCase golden) =>
        golden.Text("class")?.EndsWith(".Cast$Value", StringComparison.Ordinal) == true
        && golden.Op == "transform"
        && golden.Texts("config").GetValueOrDefault("spec") == "string"
        && golden.Expected["record"]?["value"]?["str"] is not null;

    private static string ShortestText(JsonNode value) => ValueNotation.Read(value) is var number && number is float single
        ? JavaNumberText.Format(single)
        : JavaNumberText.Format((double)number!);

    private static JsonNode WithText(JsonNode outcome, string text)
    {
        outcome["record"]!["value"]!["str"] = text;
        return outcome;
    }
}
