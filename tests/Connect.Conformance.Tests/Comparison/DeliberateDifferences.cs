using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;

namespace Connect.Conformance.Tests.Comparison;

/// <summary>All deliberate differences, as rules by kind of case.</summary>
internal static class DeliberateDifferences
{
    public static IReadOnlyList<DeliberateDifference> Rules { get; } =
    [
        new(
            "unbuilt-schemas",
            golden => JsonText.Print(golden.Expected).Contains("\"unbuilt\":true", StringComparison.Ordinal),
            (_, outcome) => WithoutUnbuilt(outcome)),
        new(
            "unbuilt-schemas",
            golden => golden.Op == "schema-accessor" && golden["schema"]?["unbuilt"] is not null
                && golden.Text("accessor") is ("keySchema" or "valueSchema") && golden.Expected["schema"] is null,
            (_, _) => new JsonObject { ["error"] = new JsonObject { ["type"] = "org.apache.kafka.connect.errors.DataException",
                ["jvmText"] = true } }),
        new(
            "unbuilt-schemas",
            golden => golden.Op == "from-connect" && golden["schema"]?["unbuilt"] is not null && golden.Expected["error"] is not null,
            (_, _) => new JsonObject { ["bytes"] = Convert.ToBase64String("""{"a":1}"""u8), ["text"] = """{"a":1}""" }),
        new(
            "buffer-slices",
            golden => golden.Op == "struct" && golden.Expected["results"] is not null
                && golden.List("steps").Any(step => JsonText.Of(step![0]) == "getBytes"),
            (golden, outcome) => WithSlices(golden.List("steps"), outcome)),
        new(
            "tolerance-texts",
            golden => golden.Op == "chain" && golden.Expected["outcomes"] is JsonArray outcomes && outcomes.Any(IsToleranceExceeded),
            (_, outcome) => WithKindsAlone(outcome)),
        .. TextDifferences.Rules,
        .. ConverterDifferences.Rules,
        .. NameDifferences.Rules,
    ];

    /// <summary>What is expected here.</summary>
    /// <param name="golden">The case.</param>
    /// <returns>Java's outcome, changed by the rules that apply.</returns>
    public static JsonNode Adjust(GoldenCase golden) => Rules
        .Where(rule => rule.AppliesTo(golden))
        .Aggregate(golden.Expected, (outcome, rule) => rule.Adjust(golden, outcome.DeepClone()));

    private static bool IsToleranceExceeded(JsonNode? outcome) => JsonText.Of(outcome?["error"]?["message"]) == "Tolerance exceeded in error handler";

    private static JsonNode WithKindsAlone(JsonNode outcome)
    {
        foreach (var one in outcome["outcomes"]!.AsArray().Where(IsToleranceExceeded))
            one!["error"]!["jvmText"] = true;
        return outcome;
    }

    private static JsonNode WithSlices(JsonArray steps, JsonNode outcome)
    {
        var buffers = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, result) = (steps[i]!, outcome["results"]![i]!);
            if (JsonText.Of(step[0]) == "put" && result["ok"] is not null)
                buffers[JsonText.Of(step[1]!["str"])!] = step[2]?["buffer"];
            else if (JsonText.Of(step[0]) == "getBytes" && buffers.GetValueOrDefault(JsonText.Of(step[1]!["str"])!) is { } content)
                result["value"] = new JsonObject { ["bytes"] = content.DeepClone() };
        }

        return outcome;
    }

    private static JsonNode WithoutUnbuilt(JsonNode outcome)
    {
        switch (outcome)
        {
            case JsonObject json:
                json.Remove("unbuilt");
                foreach (var (_, value) in json)
                    _ = value is null ? null : WithoutUnbuilt(value);
                break;
            case JsonArray list:
                foreach (var element in list)
                    _ = element is null ? null : WithoutUnbuilt(element);
                break;
        }

        return outcome;
    }
}
