using System.Collections;
using Connect.Data;

namespace Connect.Connectors;

/// <summary>Checks a header's value against its schema. Looser than the check of a struct's field: only the type, not the elements of
/// collections.</summary>
internal static class HeaderValue
{
    /// <summary>Checks a value.</summary>
    /// <param name="schema">The schema; null for none.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value; a .NET collection is converted to the data model's form.</returns>
    /// <exception cref="DataException">The value is not of the schema's type.</exception>
    public static object? Check(Schema? schema, object? value)
    {
        if (schema is null)
            return value;
        if (value is null)
            return schema.IsOptional ? null : throw new DataException($"A null value requires an optional schema but was {schema}");
        if (!Matches(schema, value))
            throw new DataException($"The value {JavaText.Of(value)} is not compatible with the schema {schema}");
        return value switch
        {
            IReadOnlyList<object?> or IReadOnlyDictionary<object, object?> or byte[] => value,
            IList list => schema.ValueSchema is null ? ValueValidator.Box(list) : schema.Normalize(value),
            IDictionary map => schema.ValueSchema is null || schema.KeySchema is null ? ValueValidator.Box(map) : schema.Normalize(value),
            decimal number => (ConnectDecimal)number,
            _ => value,
        };
    }

    /// <summary>Checks the type of a collection's schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="type">The required type.</param>
    /// <exception cref="DataException">The schema has another type.</exception>
    public static void RequireType(Schema schema, SchemaType type)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema.Type != type)
            throw new DataException($"Expecting {type.ToUpperName()} but instead found {schema.Type.ToUpperName()}");
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
        SchemaType.Bytes =>
            value is byte[] or ReadOnlyMemory<byte> || (schema.LogicalType == LogicalType.Decimal && value is (ConnectDecimal or decimal)),
        SchemaType.Array => value is IReadOnlyList<object?> || value is IList and not byte[],
        SchemaType.Map => value is IReadOnlyDictionary<object, object?> or IDictionary,
        _ => value is Struct,
    };

    private static bool IsInstant(object value) => ConnectInstant.TryGetUnixMilliseconds(value, out _);
}
