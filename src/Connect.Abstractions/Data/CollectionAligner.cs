namespace Connect.Data;

/// <summary>Brings the elements of a collection that was read from text to their common schema.</summary>
internal static class CollectionAligner
{
    public static bool TryAlignList(List<object?> elements, Schema? common, out SchemaAndValue? result)
    {
        result = null;
        if (common is null)
        {
            result = new SchemaAndValue(SchemaBuilder.UntypedArray().Build(), elements);
            return true;
        }

        for (var i = 0; i < elements.Count; i++)
        {
            if (!TryConvert(common, elements[i], out var element))
                return false;
            elements[i] = element;
        }

        result = new SchemaAndValue(SchemaBuilder.Array(common).Build(), elements);
        return true;
    }

    public static bool TryAlignMap(ConnectMap entries, Schema? keySchema, Schema? valueSchema, out SchemaAndValue? result)
    {
        result = null;
        if (keySchema is null)
        {
            result = new SchemaAndValue(SchemaBuilder.UntypedMap().Build(), entries);
            return true;
        }

        var aligned = new ConnectMap(entries.Count);
        foreach (var (key, value) in entries)
        {
            var alignedValue = value;
            if (!TryConvert(keySchema, key, out var alignedKey) || (valueSchema is not null && !TryConvert(valueSchema, value, out alignedValue)))
                return false;
            aligned[alignedKey!] = alignedValue;
        }

        result = new SchemaAndValue(SchemaBuilder.UntypedMap(keySchema, valueSchema).Build(), aligned);
        return true;
    }

    private static bool TryConvert(Schema schema, object? value, out object? result)
    {
        result = value;
        if (value is null)
            return schema.IsOptional;
        if (Fits(schema, value))
            return true;
        try
        {
            result = ValueConversions.To(schema, value);
            return true;
        }
        catch (DataException)
        {
            return false;
        }
    }

    private static bool Fits(Schema schema, object value) => schema.Kind switch
    {
        ValueKind.Int8 => value is sbyte,
        ValueKind.Int16 => value is short,
        ValueKind.Int32 => value is int,
        ValueKind.Int64 => value is long,
        ValueKind.Float32 => value is float,
        ValueKind.Float64 => value is double,
        ValueKind.Boolean => value is bool,
        ValueKind.String => value is string,
        ValueKind.Array => value is IReadOnlyList<object?>,
        ValueKind.Map => value is IReadOnlyDictionary<object, object?>,
        ValueKind.Decimal => value is ConnectDecimal,
        ValueKind.Date => value is DateOnly,
        ValueKind.Time => value is TimeOnly,
        ValueKind.Timestamp => value is DateTimeOffset,
        _ => false,
    };
}
