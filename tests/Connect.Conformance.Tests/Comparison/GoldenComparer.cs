using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connect.Conformance.Tests.Notation;
using Connect.Data;

namespace Connect.Conformance.Tests.Comparison;

/// <summary>Compares outcomes by the rules of the goldens' README ("Comparing").</summary>
internal static partial class GoldenComparer
{
    /// <summary>Compares two outcomes.</summary>
    /// <param name="expected">What Java did.</param>
    /// <param name="actual">What happened here.</param>
    /// <param name="path">Where in the outcome both stand.</param>
    /// <returns>The first difference; null when there is none.</returns>
    public static string? Compare(JsonNode? expected, JsonNode? actual, string path = "$") => (expected, actual) switch
    {
        (null, null) => null,
        (null, _) or (_, null) => $"{path}: expected {JsonText.Print(expected)}, got {JsonText.Print(actual)}",
        (JsonObject e, JsonObject a) => CompareObjects(e, a, path),
        (JsonArray e, JsonArray a) => CompareLists(e, a, path),
        (JsonValue e, JsonValue a) when SameScalar(e, a) => null,
        _ => $"{path}: expected {JsonText.Print(expected)}, got {JsonText.Print(actual)}",
    };

    private static string? CompareObjects(JsonObject expected, JsonObject actual, string path)
    {
        if (actual["error"] is { } failure && expected["error"] is null)
            return $"{path}: failed with {failure[ErrorNotation.ClrType]}: {failure["message"]}\n{failure["stack"]}";
        foreach (var name in expected.Select(entry => entry.Key).Union(actual.Select(entry => entry.Key)))
        {
            var (theirs, ours) = (expected[name], actual[name]);
            var difference = name switch
            {
                // Phases and steps are compared where the operation tells them; what is inside an error is compared by kind and message.
                "phase" when ours is null => null,
                "jvmText" or "javaFloatText" => null,
                "errors" when expected["jvmText"] is not null && theirs is JsonArray e && ours is JsonArray a =>
                    e.Count == a.Count ? null : $"{path}: expected {e.Count} errors, got {a.Count}",
                "error" or "skippedBecause" when theirs is not null && ours is JsonObject error =>
                    ErrorComparer.Compare(theirs, error, $"{path}.{name}"),
                "f32" when theirs is not null && ours is not null => SameFloat(theirs, ours) ? null : $"{path}: expected {theirs}, got {ours}",
                "f64" when theirs is not null && ours is not null => SameDouble(theirs, ours) ? null : $"{path}: expected {theirs}, got {ours}",
                "map" when theirs is JsonArray e && ours is JsonArray a => CompareMaps(e, a, $"{path}.map"),
                _ => Compare(theirs, ours, $"{path}.{name}"),
            };
            if (difference is not null)
                return difference;
        }

        return null;
    }

    private static string? CompareLists(JsonArray expected, JsonArray actual, string path)
    {
        if (expected.Count != actual.Count)
            return $"{path}: expected {expected.Count} elements, got {actual.Count}";
        for (var i = 0; i < expected.Count; i++)
        {
            if (Compare(expected[i], actual[i], $"{path}[{i}]") is { } difference)
                return difference;
        }

        return null;
    }

    private static string? CompareMaps(JsonArray expected, JsonArray actual, string path)
    {
        if (expected.Count != actual.Count)
            return $"{path}: expected {expected.Count} entries, got {actual.Count}";
        var left = actual.ToList();
        foreach (var entry in expected)
        {
            var match = left.FindIndex(candidate => Compare(entry, candidate, path) is null);
            if (match < 0)
                return $"{path}: no entry {JsonText.Print(entry)}";
            left.RemoveAt(match);
        }

        return null;
    }

    private static bool SameScalar(JsonValue expected, JsonValue actual) => (expected.GetValueKind(), actual.GetValueKind()) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => SameText(JsonText.Of(expected)!, JsonText.Of(actual)!),
        (JsonValueKind.Number, JsonValueKind.Number) => expected.ToJsonString() == actual.ToJsonString(),
        var (theirs, ours) => theirs == ours && theirs is (JsonValueKind.True or JsonValueKind.False),
    };

    // Identity hash codes differ from run to run.
    public static bool SameText(string expected, string actual) => expected.Contains("<hash>", StringComparison.Ordinal)
        ? string.Equals(IdentityHash().Replace(expected, "@"), IdentityHash().Replace(actual, "@"), StringComparison.Ordinal)
        : string.Equals(expected, actual, StringComparison.Ordinal);

    [GeneratedRegex("@([0-9a-f]+|<hash>)")]
    private static partial Regex IdentityHash();

    private static bool SameFloat(JsonNode expected, JsonNode actual) =>
        ValueEqualityComparer.Java.Equals(JavaNumber.ReadFloat(JsonText.Of(expected)!), JavaNumber.ReadFloat(JsonText.Of(actual)!));

    private static bool SameDouble(JsonNode expected, JsonNode actual) =>
        ValueEqualityComparer.Java.Equals(JavaNumber.ReadDouble(JsonText.Of(expected)!), JavaNumber.ReadDouble(JsonText.Of(actual)!));
}
