namespace Connect.Data;

/// <summary>Days without a time of day, stored as INT32 days since 1970-01-01.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.data.Date</c>.</remarks>
public static class DateLogicalType
{
    /// <summary>A required Date.</summary>
    public static Schema Schema { get; } = Builder().Build();

    /// <summary>Starts a Date schema.</summary>
    /// <returns>A builder with name and version set.</returns>
    public static SchemaBuilder Builder() => SchemaBuilder.Int32().Name(LogicalTypes.DateName).Version(1);

    /// <summary>The stored form of a value.</summary>
    /// <param name="schema">A schema of this name.</param>
    /// <param name="value">A <see cref="DateOnly"/> or <see cref="ConnectInstant"/>.</param>
    /// <returns>Days since 1970-01-01.</returns>
    /// <exception cref="DataException">The schema has another name, or the value is of another type or has a time of day.</exception>
    public static int FromLogical(Schema schema, object value)
    {
        LogicalValue.CheckName(schema, LogicalTypes.DateName, "Date");
        return FromMilliseconds(LogicalValue.Milliseconds(schema, value));
    }

    /// <summary>The value of a stored form.</summary>
    /// <param name="schema">A schema of this name.</param>
    /// <param name="days">Days since 1970-01-01.</param>
    /// <returns>A <see cref="DateOnly"/>, or a <see cref="ConnectInstant"/> outside the years 1 to 9999.</returns>
    /// <exception cref="DataException">The schema has another name.</exception>
    public static object ToLogical(Schema schema, int days)
    {
        LogicalValue.CheckName(schema, LogicalTypes.DateName, "Date");
        return ConnectInstant.ToDate(days * ConnectInstant.MillisecondsPerDay);
    }

    internal static int FromMilliseconds(long milliseconds) => milliseconds % ConnectInstant.MillisecondsPerDay == 0
        ? unchecked((int)(milliseconds / ConnectInstant.MillisecondsPerDay))
        : throw new DataException("Kafka Connect Date type should not have any time fields set to non-zero values.");
}
