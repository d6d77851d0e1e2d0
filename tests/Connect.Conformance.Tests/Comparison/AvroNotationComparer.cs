using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connect.Conformance.Tests.Comparison;

/// <summary>Compares schemas and values in the notation of avro.md: members in any order, maps as sets, numbers by value.</summary>
internal static class AvroNotationComparer
{
    /// <summary>Where the two differ; null when they do not.</summary>
    /// <param name="expected">What the golden case says.</param>
    /// <param name="actual">What happened here.</param>
    /// <param name="path">Where both are.</param>
    /// <returns>A path and both sides.</returns>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string path = "$")
    {
        var difference = $"{path}: expected {expected?.ToJsonString() ?? "null"}, was {actual?.ToJsonString() ?? "null"}";
        switch (expected, actual)
        {
            case (null, null):
                return null;
            case (JsonObject a, JsonObject b) when a.ContainsKey("recursive-ref") && !a.ContainsKey("optional"):
                return Difference(a["recursive-ref"], b["recursive-ref"], path);
            case (JsonObject a, JsonObject b):
                return a.Count != b.Count || a.Any(member => !b.ContainsKey(member.Key))
                    ? difference
                    : a.Select(member => member is { Key: "map", Value: JsonArray entries }
                        ? Entries(entries, b["map"], path) : Difference(member.Value, b[member.Key], $"{path}.{member.Key}"))
                        .FirstOrDefault(found => found is not null);
            case (JsonArray a, JsonArray b):
                return a.Count != b.Count
                    ? difference
                    : a.Zip(b).Select((pair, i) => Difference(pair.First, pair.Second, $"{path}[{i}]")).FirstOrDefault(found => found is not null);
            case (JsonValue a, JsonValue b):
                return Same(a, b) ? null : difference;
            default:
                return difference;
        }
    }

    private static string? Entries(JsonArray expected, JsonNode? actual, string path)
    {
        if (actual is not JsonArray b || expected.Count != b.Count)
            return $"{path}.map: expected {expected.ToJsonString()}, was {actual?.ToJsonString()}";
        return expected.Select(
            entry => b.Any(other => Difference(entry, other) is null) ? null : $"{path}.map: no {entry?.ToJsonString()} in {b.ToJsonString()}")
            .FirstOrDefault(found => found is not null);
    }

    private static bool Same(JsonValue expected, JsonValue actual)
    {
        if (expected.GetValueKind() != actual.GetValueKind())
            return false;
        if (expected.GetValueKind() != JsonValueKind.Number)
            return expected.ToJsonString() == actual.ToJsonString();
        var (a, b) = (expected.ToJsonString(), actual.ToJsonString());
        return long.TryParse(a, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var x)
            && long.TryParse(b, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var y)
            ? x == y
            : double.Parse(a, CultureInfo.InvariantCulture).Equals(double.Parse(b, CultureInfo.InvariantCulture));
    }
}
