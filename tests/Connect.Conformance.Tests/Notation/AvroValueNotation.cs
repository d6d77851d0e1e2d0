using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Connect.Data;

namespace Connect.Conformance.Tests.Notation;

/// <summary>Values in the notation of avro.md, typed by their schema.</summary>
internal static class AvroValueNotation
{
    private const long MillisecondsPerDay = 86_400_000;

    public static object? Read(Schema? schema, JsonNode? node) => node switch
    {
        null => null,
        JsonObject json => ReadObject(schema, json),
        JsonArray list => list.Select(item => Read(schema?.ValueSchema, item)).ToArray(),
        _ => ReadPlain(schema, node.AsValue()),
    };

    public static JsonNode? Write(Schema? schema, object? value) => value switch
    {
        null => null,
        Struct data => new JsonObject
        {
            ["struct"] = new JsonObject(
                data.Schema.Fields.Select(field => KeyValuePair.Create(field.Name, Write(field.Schema, data.GetWithoutDefault(field))))),
        },
        IReadOnlyDictionary<object, object?> map => new JsonObject
        {
            ["map"] = new JsonArray(
                [.. map.Select(entry => new JsonArray(Write(schema?.KeySchema, entry.Key), Write(schema?.ValueSchema, entry.Value)))
                .OrderBy(pair => pair.ToJsonString(), StringComparer.Ordinal)]),
        },
        IReadOnlyList<object?> list => new JsonArray([.. list.Select(item => Write(schema?.ValueSchema, item))]),
        byte[] bytes => new JsonObject { ["hex"] = Convert.ToHexStringLower(bytes) },
        ReadOnlyMemory<byte> bytes => new JsonObject { ["hex"] = Convert.ToHexStringLower(bytes.Span) },
        ConnectDecimal number =>
            new JsonObject { ["dec"] = new JsonArray(number.UnscaledValue.ToString(CultureInfo.InvariantCulture), number.Scale) },
        _ when ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds) => WriteInstant(schema, milliseconds),
        _ when schema is null => WriteSchemaless(value),
        _ => WriteNumber(value),
    };

    private static object ReadObject(Schema? schema, JsonObject json)
    {
        var (kind, content) = json.Single();
        return kind switch
        {
            "hex" => Convert.FromHexString(JsonText.Of(content)!),
            "dec" => new ConnectDecimal(BigInteger.Parse(Text(content![0]!), CultureInfo.InvariantCulture), content[1]!.GetValue<int>()),
            "day" => ConnectInstant.ToDate(Long(content!) * MillisecondsPerDay),
            "ms" => ConnectInstant.ToTime(Long(content!)),
            "ts" => ConnectInstant.ToTimestamp(Long(content!)),
            "i8" => (sbyte)Long(content!),
            "i16" => (short)Long(content!),
            "i32" or "forceInt" => (int)Long(content!),
            "i64" => Long(content!),
            "f32" => (float)Double(content!),
            "f64" => Double(content!),
            "map" => new ConnectMap(
                content!.AsArray().Select(pair => KeyValuePair.Create(Read(schema?.KeySchema, pair![0])!, Read(schema?.ValueSchema, pair[1])))),
            "struct" => ReadStruct(schema!, content!.AsObject()),
            _ => throw new FormatException($"No value notation: {json.ToJsonString()}"),
        };
    }

    private static Struct ReadStruct(Schema schema, JsonObject fields)
    {
        var data = new Struct(schema);
        foreach (var (name, value) in fields)
        {
            if (value is not null)
                data[name] = Read(schema.Field(name)!.Schema, value);
        }

        return data;
    }

    private static object ReadPlain(Schema? schema, JsonValue node) => schema?.Type switch
    {
        SchemaType.Int8 => (sbyte)Long(node),
        SchemaType.Int16 => (short)Long(node),
        SchemaType.Int32 => (int)Long(node),
        SchemaType.Int64 => Long(node),
        SchemaType.Float32 => (float)Double(node),
        SchemaType.Float64 => Double(node),
        SchemaType.Boolean => node.GetValue<bool>(),
        null when node.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => node.GetValue<bool>(),
        _ => JsonText.Of(node)!,
    };

    private static JsonObject WriteInstant(Schema? schema, long milliseconds) => schema?.LogicalType switch
    {
        LogicalType.Date => new JsonObject { ["day"] = milliseconds / MillisecondsPerDay },
        LogicalType.Time => new JsonObject { ["ms"] = milliseconds },
        _ => new JsonObject { ["ts"] = milliseconds },
    };

    private static JsonNode? WriteSchemaless(object value) => value switch
    {
        sbyte => new JsonObject { ["i8"] = WriteNumber(value) },
        short => new JsonObject { ["i16"] = WriteNumber(value) },
        int => new JsonObject { ["i32"] = WriteNumber(value) },
        long => new JsonObject { ["i64"] = WriteNumber(value) },
        float => new JsonObject { ["f32"] = WriteNumber(value) },
        double => new JsonObject { ["f64"] = WriteNumber(value) },
        _ => WriteNumber(value),
    };

    private static JsonNode? WriteNumber(object value) => value switch
    {
        bool flag => flag,
        string text => text,
        float number => double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        double number => number,
        _ => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    private static string Text(JsonNode node) =>
        node.GetValueKind() == System.Text.Json.JsonValueKind.String ? JsonText.Of(node)! : node.ToJsonString();

    private static long Long(JsonNode node) => long.Parse(Text(node), CultureInfo.InvariantCulture);

    private static double Double(JsonNode node) => double.Parse(Text(node), CultureInfo.InvariantCulture);
}
