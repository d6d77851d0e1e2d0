using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Notation;

namespace Connect.Conformance.Tests.Comparison;

/// <summary>Names of classes that are known here and not in Java.</summary>
internal static class NameDifferences
{
    private const string ShortName = "Class HoistField$Value could not be found.";

    public static IReadOnlyList<DeliberateDifference> Rules { get; } =
    [
        new(
            "class-names",
            golden => golden.Op == "chain"
                && JsonText.Of(golden.Expected["error"]?["message"])?.EndsWith(ShortName, StringComparison.Ordinal) == true,
            (golden, _) =>
                new JsonObject { ["outcomes"] = new JsonArray(
                    [.. golden.List("records").Select(record => Hoist(record!, JsonText.Of(golden["config"]!["transforms.f.field"])!))]) }),
    ];

    private static JsonObject Hoist(JsonNode record, string field)
    {
        var hoisted = record.DeepClone().AsObject();
        hoisted["value"] = new JsonObject
        {
            ["map"] = new JsonArray(
            new JsonArray(new JsonObject { ["str"] = field }, record["value"]!.DeepClone()))
        };
        return new JsonObject { ["record"] = hoisted };
    }
}
