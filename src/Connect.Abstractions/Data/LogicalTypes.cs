namespace Connect.Data;

/// <summary>The four logical types: their names, their schemas, and the way between their values and those of their base types.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.data.Decimal</c>, <c>Date</c>, <c>Time</c> and <c>Timestamp</c>. A logical type is known by
/// its schema's name alone; the version is always 1.</remarks>
public static class LogicalTypes
{
    /// <summary>The name of decimal schemas.</summary>
    public const string DecimalName = "org.apache.kafka.connect.data.Decimal";

    /// <summary>The name of date schemas.</summary>
    public const string DateName = "org.apache.kafka.connect.data.Date";

    /// <summary>The name of time schemas.</summary>
    public const string TimeName = "org.apache.kafka.connect.data.Time";

    /// <summary>The name of timestamp schemas.</summary>
    public const string TimestampName = "org.apache.kafka.connect.data.Timestamp";

    /// <summary>A required Date: days since 1970-01-01 as INT32.</summary>
    public static Schema Date => DateLogicalType.Schema;

    /// <summary>A required Time: milliseconds since midnight as INT32.</summary>
    public static Schema Time => TimeLogicalType.Schema;

    /// <summary>A required Timestamp: milliseconds since 1970-01-01T00:00:00Z as INT64.</summary>
    public static Schema Timestamp => TimestampLogicalType.Schema;

    /// <summary>A required Decimal of a scale: the unscaled integer as BYTES.</summary>
    /// <param name="scale">Digits after the point; negative ones stand for zeros before it.</param>
    /// <returns>The schema.</returns>
    public static Schema Decimal(int scale) => DecimalLogicalType.Schema(scale);

    /// <summary>The logical type of a schema's name.</summary>
    /// <param name="schemaName">The name; null is nobody's.</param>
    /// <returns>The logical type.</returns>
    public static LogicalType FromName(string? schemaName) => schemaName switch
    {
        DecimalName => LogicalType.Decimal,
        DateName => LogicalType.Date,
        TimeName => LogicalType.Time,
        TimestampName => LogicalType.Timestamp,
        _ => LogicalType.None,
    };
}
