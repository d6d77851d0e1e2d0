using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Connect.Data;

namespace Connect.Conformance.Tests.Notation;

/// <summary>Reads V, the notation of values.</summary>
internal static partial class ValueNotation
{
    /// <summary>Reads a value.</summary>
    /// <param name="node">The value.</param>
    /// <param name="schema">The schema that the context gives: it decides the CLR type of a date, and the schema of a struct that names none.</param>
    /// <returns>The value in the form of the data model.</returns>
    public static object? Read(JsonNode? node, Schema? schema = null)
    {
        if (node is null)
            return null;
        var (kind, value) = node.AsObject().First();
        return kind switch
        {
            "i8" => (sbyte)value!.GetValue<int>(),
            "i16" => (short)value!.GetValue<int>(),
            "i32" => value!.GetValue<int>(),
            "i64" => long.Parse(JsonText.Of(value)!, CultureInfo.InvariantCulture),
            "f32" => JavaNumber.ReadFloat(JsonText.Of(value)!),
            "f64" => JavaNumber.ReadDouble(JsonText.Of(value)!),
            "bool" => value!.GetValue<bool>(),
            "str" or "password" or "class" => JsonText.Of(value),
            "bytes" => Convert.FromBase64String(JsonText.Of(value)!),
            "buffer" => new ReadOnlyMemory<byte>(Convert.FromBase64String(JsonText.Of(value)!)),
            "arr" => ReadList(value!.AsArray(), schema),
            "nestedLists" => NestedLists(value!.GetValue<int>()),
            "map" => ReadMap(value!.AsArray(), schema),
            "struct" => ReadStruct(value!.AsArray(), SchemaNotation.Read(node["schema"]) ?? schema!),
            "date" => ReadDate(long.Parse(JsonText.Of(value)!, CultureInfo.InvariantCulture), schema),
            "dec" => new ConnectDecimal(
                BigInteger.Parse(JsonText.Of(value![0])!, CultureInfo.InvariantCulture),
                int.Parse(JsonText.Of(value[1])!, CultureInfo.InvariantCulture)),
            "bigint" => BigInteger.Parse(JsonText.Of(value)!, CultureInfo.InvariantCulture),
            "schemaOf" => SchemaNotation.Read(value),
            _ => throw new NotSupportedException($"Values of kind '{kind}' cannot be read."),
        };
    }

    private static List<object?> ReadList(JsonArray elements, Schema? schema)
    {
        var elementSchema = schema?.Type == SchemaType.Array ? schema.ValueSchema : null;
        return [.. elements.Select(element => Read(element, elementSchema))];
    }

    private static List<object?> NestedLists(int depth)
    {
        var list = new List<object?>();
        for (var i = 1; i < depth; i++)
            list = [list];
        return list;
    }

    private static ConnectMap ReadMap(JsonArray entries, Schema? schema)
    {
        var (keySchema, valueSchema) = schema?.Type == SchemaType.Map ? (schema.KeySchema, schema.ValueSchema) : (null, null);
        var map = new ConnectMap();
        foreach (var entry in entries)
            map[Read(entry![0], keySchema)!] = Read(entry[1], valueSchema);
        return map;
    }

    private static Struct ReadStruct(JsonArray fields, Schema schema)
    {
        var result = new Struct(schema);
        foreach (var field in fields)
        {
            var name = JsonText.Of(field![0])!;
            if (field[1] is { } value)
                result[name] = Read(value, schema.Field(name)?.Schema);
        }

        return result;
    }

    private static object ReadDate(long milliseconds, Schema? schema) => schema?.LogicalType switch
    {
        LogicalType.Date => ConnectInstant.ToDate(milliseconds),
        LogicalType.Time => ConnectInstant.ToTime(milliseconds),
        _ => ConnectInstant.ToTimestamp(milliseconds),
    };
}
