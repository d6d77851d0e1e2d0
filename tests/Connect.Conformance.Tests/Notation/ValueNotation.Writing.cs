using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Connect.Data;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Conformance.Tests.Notation;

/// <summary>Writes V, the notation of values.</summary>
internal static partial class ValueNotation
{
    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="schema">The schema that the context gives: a struct of another one brings its own along.</param>
    /// <returns>The notation.</returns>
    public static JsonNode? Write(object? value, Schema? schema = null) => value switch
    {
        null => null,
        sbyte number => new JsonObject { ["i8"] = (int)number },
        short number => new JsonObject { ["i16"] = (int)number },
        int number => new JsonObject { ["i32"] = number },
        long number => new JsonObject { ["i64"] = number.ToString(CultureInfo.InvariantCulture) },
        float number => new JsonObject { ["f32"] = JavaNumberText.Format(number) },
        double number => new JsonObject { ["f64"] = JavaNumberText.Format(number) },
        bool flag => new JsonObject { ["bool"] = flag },
        string text => new JsonObject { ["str"] = text },
        byte[] bytes => new JsonObject { ["bytes"] = Convert.ToBase64String(bytes) },
        ReadOnlyMemory<byte> bytes => new JsonObject { ["buffer"] = Convert.ToBase64String(bytes.Span) },
        ConnectDecimal number => new JsonObject { ["dec"] = Texts(number.UnscaledValue, number.Scale) },
        BigInteger number => new JsonObject { ["bigint"] = number.ToString(CultureInfo.InvariantCulture) },
        Struct data => WriteStruct(data, schema),
        IReadOnlyDictionary<object, object?> map => WriteMap(map, schema),
        IReadOnlyList<object?> list => WriteList(list, schema),
        _ when ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds) =>
            new JsonObject { ["date"] = milliseconds.ToString(CultureInfo.InvariantCulture) },
        _ => new JsonObject { ["other"] = $"{value.GetType()} {value}" },
    };

    private static JsonArray Texts(BigInteger unscaled, int scale) =>
        [unscaled.ToString(CultureInfo.InvariantCulture), scale.ToString(CultureInfo.InvariantCulture)];

    private static JsonObject WriteStruct(Struct data, Schema? schema)
    {
        var fields = new JsonArray(
            [.. data.Schema.Fields.Select(field => new JsonArray(field.Name, Write(data.GetWithoutDefault(field), field.Schema)))]);
        var json = new JsonObject { ["struct"] = fields };
        if (data.Schema != schema)
            json["schema"] = SchemaNotation.Write(data.Schema);
        return json;
    }

    private static JsonObject WriteMap(IReadOnlyDictionary<object, object?> map, Schema? schema)
    {
        var (keySchema, valueSchema) = schema?.Type == SchemaType.Map ? (schema.KeySchema, schema.ValueSchema) : (null, null);
        return new JsonObject
        {
            ["map"] = new JsonArray([.. map.Select(entry => new JsonArray(Write(entry.Key, keySchema), Write(entry.Value, valueSchema)))]),
        };
    }

    private static JsonObject WriteList(IReadOnlyList<object?> list, Schema? schema)
    {
        if (NestingOfEmptyLists(list) is > 20 and var depth)
            return new JsonObject { ["nestedLists"] = depth };
        var elementSchema = schema?.Type == SchemaType.Array ? schema.ValueSchema : null;
        return new JsonObject { ["arr"] = new JsonArray([.. list.Select(element => Write(element, elementSchema))]) };
    }

    private static int NestingOfEmptyLists(IReadOnlyList<object?> list)
    {
        var depth = 1;
        while (list.Count == 1 && list[0] is IReadOnlyList<object?> inner)
        {
            list = inner;
            depth++;
        }

        return list.Count == 0 ? depth : 0;
    }
}
