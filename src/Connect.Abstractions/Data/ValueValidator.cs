using System.Collections;

namespace Connect.Data;

/// <summary>Checks values against schemas and gives them the form of the data model.</summary>
internal static class ValueValidator
{
    public static object? Normalize(Schema schema, object? value, in ValueLocation location)
    {
        if (value is null)
            return schema.IsOptional ? null : throw NullRefused(schema, location);
        return schema.Kind switch
        {
            ValueKind.Int8 when value is sbyte => value,
            ValueKind.Int16 when value is short => value,
            ValueKind.Int32 when value is int => value,
            ValueKind.Int64 when value is long => value,
            ValueKind.Float32 when value is float => value,
            ValueKind.Float64 when value is double => value,
            ValueKind.Boolean when value is bool => value,
            ValueKind.String when value is string => value,
            ValueKind.Bytes when value is byte[] or ReadOnlyMemory<byte> => value,
            ValueKind.Bytes when value is Memory<byte> memory => (ReadOnlyMemory<byte>)memory,
            ValueKind.Array when value is IReadOnlyList<object?> list => NormalizeList(schema, list, location),
            ValueKind.Array when value is IList list and not byte[] => NormalizeList(schema, Box(list), location),
            ValueKind.Map when value is IReadOnlyDictionary<object, object?> map => NormalizeMap(schema, map, location),
            ValueKind.Map when value is IDictionary map => NormalizeMap(schema, Box(map), location),
            ValueKind.Struct when value is Struct data => CheckStruct(schema, data),
            ValueKind.Decimal when value is ConnectDecimal => value,
            ValueKind.Decimal when value is decimal number => (ConnectDecimal)number,
            ValueKind.Date when value is DateOnly or ConnectInstant => value,
            ValueKind.Time when value is TimeOnly or ConnectInstant => value,
            ValueKind.Timestamp when value is DateTimeOffset or ConnectInstant => value,
            _ => throw TypeRefused(schema, value, location),
        };
    }

    public static DataException NullRefused(Schema schema, in ValueLocation location) =>
        new($"Invalid value: null used for required {location}, schema type: {schema.Type.ToUpperName()}");

    public static DataException TypeRefused(Schema schema, object value, in ValueLocation location)
    {
        var name = schema.Name is null ? "schema" : $"schema \"{schema.Name}\"";
        return new DataException($"Invalid object for {name} with type {schema.Type.ToUpperName()}: {value.GetType()} for {location}");
    }

    /// <summary>A list of any kind in the form of the data model, its elements as they are.</summary>
    /// <param name="list">The list.</param>
    /// <returns>The copy.</returns>
    public static object?[] Box(IList list)
    {
        var boxed = new object?[list.Count];
        list.CopyTo(boxed, 0);
        return boxed;
    }

    /// <summary>A map of any kind in the form of the data model, its keys and values as they are.</summary>
    /// <param name="map">The map.</param>
    /// <returns>The copy.</returns>
    public static ConnectMap Box(IDictionary map)
    {
        var boxed = new ConnectMap(map.Count);
        foreach (DictionaryEntry entry in map)
            boxed[entry.Key] = entry.Value;
        return boxed;
    }

    private static Struct CheckStruct(Schema schema, Struct value)
    {
        if (!value.Schema.Equals(schema))
            throw new DataException("Struct schemas do not match.");
        Nesting.Check();
        value.Validate();
        return value;
    }

    private static IReadOnlyList<object?> NormalizeList(Schema schema, IReadOnlyList<object?> list, in ValueLocation location)
    {
        Nesting.Check();
        var elementLocation = location.Element;
        var elementSchema = Known(schema.ValueSchema, elementLocation);
        object?[]? copy = null;
        for (var i = 0; i < list.Count; i++)
        {
            var element = list[i];
            var normal = Normalize(elementSchema, element, elementLocation);
            if (!ReferenceEquals(element, normal))
                copy ??= [.. list];
            if (copy is not null)
                copy[i] = normal;
        }

        return copy ?? list;
    }

    private static IReadOnlyDictionary<object, object?> NormalizeMap(
        Schema schema, IReadOnlyDictionary<object, object?> map, in ValueLocation location)
    {
        Nesting.Check();
        var keyLocation = location.Key;
        var valueLocation = location.Value;
        var keySchema = Known(schema.KeySchema, keyLocation);
        var valueSchema = Known(schema.ValueSchema, valueLocation);
        foreach (var (key, value) in map)
        {
            if (!ReferenceEquals(key, Normalize(keySchema, key, keyLocation))
                || !ReferenceEquals(value, Normalize(valueSchema, value, valueLocation)))
                return CopyMap(map, keySchema, valueSchema, location);
        }

        return map;
    }

    private static ConnectMap CopyMap(IReadOnlyDictionary<object, object?> map, Schema keySchema, Schema valueSchema, in ValueLocation location)
    {
        var copy = new ConnectMap(map.Count);
        foreach (var (key, value) in map)
            copy[Normalize(keySchema, key, location.Key)!] = Normalize(valueSchema, value, location.Value);
        return copy;
    }

    private static Schema Known(Schema? schema, in ValueLocation location) => schema ?? throw new DataException($"No schema defined for {location}");
}
