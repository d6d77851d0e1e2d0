using System.Collections;
using Connect.Data;

namespace Connect.Connectors;

/// <summary>The check of a header's value against its schema, looser than that of a struct's field: by type alone, and not into collections.</summary>
internal static class HeaderValue
{
    public static void Check(Schema? schema, object? value)
    {
        if (schema is null)
            return;
        if (value is null)
        {
            if (!schema.IsOptional)
                throw new DataException($"A null value requires an optional schema but was {schema}");
            return;
        }

        if (!Matches(schema, value))
            throw new DataException($"The value {JavaText.Of(value)} is not compatible with the schema {schema}");
    }

    private static bool Matches(Schema schema, object value) => schema.Type switch
    {
        SchemaType.Int8 => value is sbyte,
        SchemaType.Int16 => value is short,
        SchemaType.Int32 => value is int || (schema.LogicalType is LogicalType.Date or LogicalType.Time && IsInstant(value)),
        SchemaType.Int64 => value is long || (schema.LogicalType == LogicalType.Timestamp && IsInstant(value)),
        SchemaType.Float32 => value is float,
        SchemaType.Float64 => value is double,
        SchemaType.Boolean => value is bool,
        SchemaType.String => value is string,
        SchemaType.Bytes => value is byte[] or ReadOnlyMemory<byte> || (schema.LogicalType == LogicalType.Decimal && value is ConnectDecimal or decimal),
        SchemaType.Array => value is IReadOnlyList<object?> or IList,
        SchemaType.Map => value is IReadOnlyDictionary<object, object?> or IDictionary,
        _ => value is Struct,
    };

    private static bool IsInstant(object value) => ConnectInstant.TryGetUnixMilliseconds(value, out _);
}
