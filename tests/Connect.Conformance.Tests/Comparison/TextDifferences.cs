using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Data;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Conformance.Tests.Comparison;

/// <summary>The deliberate differences of numbers and bytes that <c>Cast</c> and <c>Values.convertToString</c> turn into texts.</summary>
internal static class TextDifferences
{
    private static readonly string[] Parts = ["key", "value"];

    public static IReadOnlyList<DeliberateDifference> Rules { get; } =
    [
        new("buffer-slices", golden => MakesTexts(golden, "\"buffer\":"), (golden, outcome) => Replace(golden, outcome, Slice)),
        new("float-texts", golden => MakesTexts(golden, "\"f32\":", "\"f64\":"), (golden, outcome) => Replace(golden, outcome, ShortestText)),
    ];

    private static bool MakesTexts(GoldenCase golden, params string[] inputs)
    {
        var makesTexts = golden.Op == "convert"
            ? golden.Text("target") == "String" && golden.Expected["value"] is not null
            : golden.Op == "transform" && golden.Text("class")?.Contains(".Cast$", StringComparison.Ordinal) == true
                && golden.Expected["record"] is not null;
        return makesTexts && inputs.Any(JsonText.Print(golden["record"] ?? golden["value"]).Contains);
    }

    private static JsonNode Replace(GoldenCase golden, JsonNode outcome, Func<JsonObject, string, string?> textOf)
    {
        if (golden.Op == "convert")
        {
            Replace(golden["value"], outcome["value"], textOf);
            return outcome;
        }

        foreach (var part in Parts)
        {
            Replace(golden["record"]![part], outcome["record"]![part], textOf);
            Replace(golden["record"]![part + "Schema"]?["default"], outcome["record"]![part + "Schema"]?["default"], textOf);
        }

        return outcome;
    }

    // Structs and maps keep their shape: what was a number or a buffer and is a text now stands in the same place.
    private static void Replace(JsonNode? before, JsonNode? after, Func<JsonObject, string, string?> textOf)
    {
        if (before is JsonObject { Count: > 0 } value && after is JsonObject result)
        {
            if (JsonText.Of(result["str"]) is { } javas)
                result["str"] = textOf(value, javas) ?? javas;
            else
                Replace(value["struct"] ?? value["map"], result["struct"] ?? result["map"], textOf);
        }
        else if (before is JsonArray entries && after is JsonArray results)
        {
            foreach (var entry in entries)
                Replace(entry![1], results.FirstOrDefault(other => JsonNode.DeepEquals(other![0], entry[0]))?[1], textOf);
        }
    }

    private static string? Slice(JsonObject value, string javas) => JsonText.Of(value["buffer"]);

    // The shortest text, if Java's is another text of the very same number.
    private static string? ShortestText(JsonObject value, string javas)
    {
        if (JsonText.Of(value["f32"]) is { } single)
            return JavaNumber.ReadFloat(javas).Equals(JavaNumber.ReadFloat(single)) ? JavaNumberText.Format(JavaNumber.ReadFloat(single)) : null;
        if (JsonText.Of(value["f64"]) is { } number)
            return JavaNumber.ReadDouble(javas).Equals(JavaNumber.ReadDouble(number)) ? JavaNumberText.Format(JavaNumber.ReadDouble(number)) : null;
        return null;
    }
}
