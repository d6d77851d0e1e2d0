namespace Connect.Data;

/// <summary>Times of day in milliseconds, stored as INT32 milliseconds since midnight.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.data.Time</c>; 24:00, 86 400 000 milliseconds, is a value too.</remarks>
public static class TimeLogicalType
{
    /// <summary>A required Time.</summary>
    public static Schema Schema { get; } = Builder().Build();

    /// <summary>Starts a Time schema.</summary>
    /// <returns>A builder with name and version set.</returns>
    public static SchemaBuilder Builder() => SchemaBuilder.Int32().Name(LogicalTypes.TimeName).Version(1);

    /// <summary>The stored form of a value.</summary>
    /// <param name="schema">A schema of this name.</param>
    /// <param name="value">A <see cref="TimeOnly"/> or <see cref="ConnectInstant"/>.</param>
    /// <returns>Milliseconds since midnight, 0 to 86 400 000.</returns>
    /// <exception cref="DataException">The schema has another name, or the value is of another type or beyond a day.</exception>
    public static int FromLogical(Schema schema, object value)
    {
        LogicalValue.CheckName(schema, LogicalTypes.TimeName, "Time");
        return FromMilliseconds(LogicalValue.Milliseconds(schema, value));
    }

    /// <summary>The value of a stored form.</summary>
    /// <param name="schema">A schema of this name.</param>
    /// <param name="milliseconds">Milliseconds since midnight, 0 to 86 400 000.</param>
    /// <returns>A <see cref="TimeOnly"/>, or a <see cref="ConnectInstant"/> for 24:00.</returns>
    /// <exception cref="DataException">The schema has another name, or the number is out of range.</exception>
    public static object ToLogical(Schema schema, int milliseconds)
    {
        // Java speaks of a Date here.
        LogicalValue.CheckName(schema, LogicalTypes.TimeName, "Date");
        return milliseconds is >= 0 and <= (int)ConnectInstant.MillisecondsPerDay
            ? ConnectInstant.ToTime(milliseconds)
            : throw OutOfRange();
    }

    internal static DataException OutOfRange() => new("Time values must use number of milliseconds greater than 0 and less than 86400000");

    internal static int FromMilliseconds(long milliseconds) => milliseconds is >= 0 and <= ConnectInstant.MillisecondsPerDay
        ? (int)milliseconds
        : throw new DataException("Kafka Connect Time type should not have any date fields set to non-zero values.");
}
