using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Notation;

namespace Connect.Conformance.Tests.Comparison;

/// <summary>Compares errors: by kind, and by message where Kafka Connect itself wrote it. Causes are informative.</summary>
internal static class ErrorComparer
{
    public static string? Compare(JsonNode expected, JsonObject actual, string path)
    {
        var javaType = JsonText.Of(expected["type"])!;
        var clrType = JsonText.Of(actual[ErrorNotation.ClrType]);
        if (clrType is null || !ErrorKinds.Correspond(javaType, clrType))
            return $"{path}: expected {javaType}, got {clrType}: {JsonText.Of(actual["message"])}\n{JsonText.Of(actual["stack"])}";
        if (expected["jvmText"]?.GetValue<bool>() == true)
            return null;
        var (theirs, ours) = (JsonText.Of(expected["message"]), JsonText.Of(actual["message"]));
        return theirs is null || GoldenComparer.SameText(theirs, ours ?? "") ? null : $"{path}: expected the message\n  {theirs}\ngot\n  {ours}";
    }
}
