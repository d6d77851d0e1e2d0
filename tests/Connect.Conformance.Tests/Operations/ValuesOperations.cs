using System.Text.Json.Nodes;
using Connect.Conformance.Tests.Goldens;
using Connect.Conformance.Tests.Notation;
using Connect.Data;

namespace Connect.Conformance.Tests.Operations;

/// <summary>Values from and to text: <c>values.jsonl</c>.</summary>
internal sealed class ValuesOperations : IGoldenOperations
{
    public IEnumerable<KeyValuePair<string, Func<GoldenCase, JsonNode?>>> Operations =>
    [
        new("parse-string", ParseString),
        new("convert", Convert),
        new("infer-schema", golden => new JsonObject { ["schema"] = SchemaNotation.Write(SchemaInference.Infer(golden.Value("value"))) }),
        new("date-format-for", DateFormatFor),
    ];

    private static JsonNode ParseString(GoldenCase golden) => ValueParser.Parse(golden.Text("text")) is { } result
        ? new JsonObject { ["schema"] = SchemaNotation.Write(result.Schema), ["value"] = ValueNotation.Write(result.Value, result.Schema) }
        : new JsonObject { ["nullResult"] = true };

    private static JsonNode Convert(GoldenCase golden)
    {
        var schema = golden.Schema("schema");
        var value = golden.Value("value", schema);
        return DataOperations.Value(golden.Text("target") switch
        {
            "Boolean" => ValueConversions.ToBoolean(schema, value),
            "Byte" => ValueConversions.ToInt8(schema, value),
            "Short" => ValueConversions.ToInt16(schema, value),
            "Integer" => ValueConversions.ToInt32(schema, value),
            "Long" => ValueConversions.ToInt64(schema, value),
            "Float" => ValueConversions.ToFloat32(schema, value),
            "Double" => ValueConversions.ToFloat64(schema, value),
            "String" => ValueConversions.ToString(schema, value),
            "List" => ValueConversions.ToList(schema, value),
            "Map" => ValueConversions.ToMap(schema, value),
            "Struct" => ValueConversions.ToStruct(schema, value),
            "Date" => ValueConversions.ToDate(schema, value),
            "Time" => ValueConversions.ToTime(schema, value),
            "Timestamp" => ValueConversions.ToTimestamp(schema, value),
            "Decimal" => (object)ValueConversions.ToDecimal(schema, value, golden["scale"]?.GetValue<int>() ?? 0),
            var other => throw new NotSupportedException($"target {other}"),
        });
    }

    private static JsonNode DateFormatFor(GoldenCase golden)
    {
        ConnectInstant.TryGetUnixMilliseconds(golden.Value("value"), out var milliseconds);
        return new JsonObject
        {
            ["pattern"] = ValueFormatter.DatePatternFor(new ConnectInstant(milliseconds)),
            ["text"] = ValueFormatter.Format(new ConnectInstant(milliseconds)),
        };
    }
}
