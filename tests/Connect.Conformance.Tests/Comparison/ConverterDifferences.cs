using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Data;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Conformance.Tests.Comparison;

/// <summary>Deliberate differences in bytes and texts that converters write.</summary>
internal static partial class ConverterDifferences
{
    public static IReadOnlyList<DeliberateDifference> Rules { get; } =
    [
        new("float-texts", golden => golden.Flag("javaFloatText"), (_, outcome) => WithShortestFloats(outcome)!),
        new(
            "buffer-slices",
            golden => golden.Op is "from-connect" or "from-header" && golden["value"]?["buffer"] is not null && golden.Expected["bytes"] is not null
                && golden.Text("class") is "org.apache.kafka.connect.converters.ByteArrayConverter" or "org.apache.kafka.connect.json.JsonConverter",
            WithSlice),
        new(
            "character-sets",
            golden => golden["config"]?["converter.encoding"] is { } encoding && JsonText.Of(encoding) == "UTF-32",
            (_, _) => new JsonObject { ["error"] = new JsonObject { ["type"] = "org.apache.kafka.connect.errors.DataException",
                ["jvmText"] = true } }),
    ];

    private static JsonNode WithSlice(GoldenCase golden, JsonNode outcome)
    {
        var slice = JsonText.Of(golden["value"]!["buffer"])!;
        return golden.Text("class")!.EndsWith("JsonConverter", StringComparison.Ordinal)
            ? Bytes(Encoding.UTF8.GetBytes(LastText().Replace(JsonText.Of(outcome["text"])!, $"\"{slice}\"$1")))
            : Bytes(Convert.FromBase64String(slice));
    }

    private static JsonNode? WithShortestFloats(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json when json["bytes"] is not null && json["text"] is { } text:
                return Bytes(Encoding.UTF8.GetBytes(ShortestFloats(JsonText.Of(text)!)));
            case JsonObject json:
                return new JsonObject(json.Select(entry => new KeyValuePair<string, JsonNode?>(entry.Key, WithShortestFloats(entry.Value))));
            case JsonArray list:
                return new JsonArray([.. list.Select(WithShortestFloats)]);
            case JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String:
                return ShortestFloats(JsonText.Of(value)!);
            default:
                return node?.DeepClone();
        }
    }

    private static string ShortestFloats(string text) =>
        FloatText().Replace(text, number => JavaNumberText.Format(double.Parse(number.ValueSpan, CultureInfo.InvariantCulture)));

    private static JsonObject Bytes(byte[] bytes)
    {
        var outcome = new JsonObject { ["bytes"] = Convert.ToBase64String(bytes) };
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            outcome["text"] = Encoding.UTF8.GetString(bytes);
        return outcome;
    }

    // A double that Java before 19 prints with too many digits has 16 or 17 of them.
    [GeneratedRegex("-?[0-9]\\.[0-9]{15,16}E-?[0-9]+")]
    private static partial Regex FloatText();

    [GeneratedRegex("\"[A-Za-z0-9+/=]*\"(}?)$")]
    private static partial Regex LastText();
}
