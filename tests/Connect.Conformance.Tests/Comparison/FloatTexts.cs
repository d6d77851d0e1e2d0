using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Data;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Conformance.Tests.Comparison;

/// <summary>Java before 19 prints some floating-point numbers with more digits than needed; in the cases that say so the shortest text is expected
/// instead.</summary>
internal static partial class FloatTexts
{
    public static JsonNode Shorten(GoldenCase golden, JsonNode expected)
    {
        if (!golden.Flag("javaFloatText"))
            return expected;
        var hasFloats = golden.ToJson().Contains("\"f32\"", StringComparison.Ordinal);
        var copy = expected.DeepClone();
        Walk(copy, hasFloats);
        return copy;
    }

    private static void Walk(JsonNode? node, bool hasFloats)
    {
        if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
                Replace(list[i], null, text => list[i] = text, hasFloats);
        }
        else if (node is JsonObject json)
        {
            foreach (var (name, value) in json.ToList())
                Replace(value, name, text => json[name] = text, hasFloats);
        }
    }

    private static void Replace(JsonNode? node, string? name, Action<string> replace, bool hasFloats)
    {
        if (node is not JsonValue value || value.GetValueKind() != System.Text.Json.JsonValueKind.String)
            Walk(node, hasFloats);
        else if (name is "f32" or "f64")
            return; // These are compared as numbers.
        else if (name == "bytes")
            replace(Convert.ToBase64String(
                Encoding.UTF8.GetBytes(Shorten(Encoding.UTF8.GetString(Convert.FromBase64String(JsonText.Of(value)!)), hasFloats))));
        else
            replace(Shorten(JsonText.Of(value)!, hasFloats));
    }

    private static string Shorten(string text, bool hasFloats) => Number().Replace(text, match =>
        hasFloats && match.Value.Count(char.IsAsciiDigit) <= 12 && float.TryParse(match.Value, CultureInfo.InvariantCulture, out var single)
            && single != 0
            ? JavaNumberText.Format(single)
            : JavaNumberText.Format(double.Parse(match.Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"-?[0-9]+\.[0-9]+(E-?[0-9]+)?")]
    private static partial Regex Number();
}
