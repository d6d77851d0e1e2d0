namespace Connect.Data;

/// <summary>The meaning that a schema's name gives to its values.</summary>
/// <remarks>Kafka Connect goes by the name alone: a schema called <c>org.apache.kafka.connect.data.Date</c> holds dates whatever its base type
/// is.</remarks>
public enum LogicalType
{
    /// <summary>No meaning beyond the type.</summary>
    None,

    /// <summary>A decimal number of any size: <see cref="ConnectDecimal"/>.</summary>
    Decimal,

    /// <summary>A day: <see cref="DateOnly"/>, or <see cref="ConnectInstant"/> where that cannot hold it.</summary>
    Date,

    /// <summary>A time of day in milliseconds: <see cref="TimeOnly"/>, or <see cref="ConnectInstant"/> where that cannot hold it.</summary>
    Time,

    /// <summary>A point in time in milliseconds: <see cref="DateTimeOffset"/>, or <see cref="ConnectInstant"/> where that cannot hold it.</summary>
    Timestamp,
}
