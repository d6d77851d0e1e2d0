using Connect.Data;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Converts between the values of logical types and those of their base types.</summary>
internal static class ConnectLogical
{
    /// <summary>Converts a value to its base type; returns values without a logical type unchanged.</summary>
    /// <exception cref="DataException">The value does not have the logical type.</exception>
    public static object ToBase(Schema schema, object value) => schema.LogicalType switch
    {
        LogicalType.Decimal => DecimalLogicalType.FromLogical(schema, Decimal(value)),
        LogicalType.Date => DateLogicalType.FromLogical(schema, value),
        LogicalType.Time => TimeLogicalType.FromLogical(schema, value),
        LogicalType.Timestamp => TimestampLogicalType.FromLogical(schema, value),
        _ => value,
    };

    /// <summary>Converts a value from its base type.</summary>
    /// <exception cref="DataException">The value does not have the logical type's base type, or is out of range.</exception>
    public static object? FromBase(Schema schema, object? value) => (schema.LogicalType, value) switch
    {
        (LogicalType.None, _) or (_, null) => value,
        (LogicalType.Decimal, byte[] bytes) => DecimalLogicalType.ToLogical(schema, bytes),
        (LogicalType.Date, int days) => DateLogicalType.ToLogical(schema, days),
        (LogicalType.Time, int milliseconds) => TimeLogicalType.ToLogical(schema, milliseconds),
        (LogicalType.Timestamp, long milliseconds) => TimestampLogicalType.ToLogical(schema, milliseconds),
        _ => throw new DataException($"A {schema.LogicalType} cannot be created from the type {value.GetType()}."),
    };

    public static ConnectDecimal Decimal(object value) => value switch
    {
        ConnectDecimal number => number,
        decimal number => number,
        _ => throw new DataException($"Invalid type for Decimal: {value.GetType()}"),
    };
}
