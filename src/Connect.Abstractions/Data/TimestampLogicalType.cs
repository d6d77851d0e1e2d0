namespace Connect.Data;

/// <summary>Points in time in milliseconds, stored as INT64 milliseconds since 1970-01-01T00:00:00Z.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.data.Timestamp</c>.</remarks>
public static class TimestampLogicalType
{
    /// <summary>A required Timestamp.</summary>
    public static Schema Schema { get; } = Builder().Build();

    /// <summary>Starts a Timestamp schema.</summary>
    /// <returns>A builder with name and version set.</returns>
    public static SchemaBuilder Builder() => SchemaBuilder.Int64().Name(LogicalTypes.TimestampName).Version(1);

    /// <summary>The stored form of a value.</summary>
    /// <param name="schema">A schema of this name.</param>
    /// <param name="value">A <see cref="DateTimeOffset"/> or <see cref="ConnectInstant"/>; what is finer than a millisecond is cut off.</param>
    /// <returns>Milliseconds since 1970-01-01T00:00:00Z.</returns>
    /// <exception cref="DataException">The schema has another name, or the value is of another type.</exception>
    public static long FromLogical(Schema schema, object value)
    {
        LogicalValue.CheckName(schema, LogicalTypes.TimestampName, "Timestamp");
        return LogicalValue.Milliseconds(schema, value);
    }

    /// <summary>The value of a stored form.</summary>
    /// <param name="schema">A schema of this name.</param>
    /// <param name="milliseconds">Milliseconds since 1970-01-01T00:00:00Z.</param>
    /// <returns>A <see cref="DateTimeOffset"/>, or a <see cref="ConnectInstant"/> outside the years 1 to 9999.</returns>
    /// <exception cref="DataException">The schema has another name.</exception>
    public static object ToLogical(Schema schema, long milliseconds)
    {
        LogicalValue.CheckName(schema, LogicalTypes.TimestampName, "Timestamp");
        return ConnectInstant.ToTimestamp(milliseconds);
    }
}
