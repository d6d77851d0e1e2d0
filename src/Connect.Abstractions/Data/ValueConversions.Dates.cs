using Connect.JavaCompatibility.Dates;

namespace Connect.Data;

public static partial class ValueConversions
{
    // Where Java's calendar, Julian there, changes its era. It takes the time of a day in 1970 of the same era, and that of 1970 BC is out of range.
    private const long BeginningOfEra = -62_135_769_600_000;

    /// <summary>Turns a value into a date: a text, a timestamp (whose time is cut), or a number of days.</summary>
    /// <param name="schema">The value's schema; without one a date, time or timestamp is returned as the point in time that it is.</param>
    /// <param name="value">The value.</param>
    /// <returns>A <see cref="DateOnly"/>, or a <see cref="ConnectInstant"/> where that cannot hold it.</returns>
    /// <exception cref="DataException">The value is null or no date.</exception>
    public static object ToDate(Schema? schema, object? value)
    {
        value = Unquote(value);
        if (ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds))
        {
            if (schema is null || schema.LogicalType == LogicalType.Date)
                return ConnectInstant.ToDate(milliseconds);
            if (schema.LogicalType == LogicalType.Timestamp)
                return DateOfDays(milliseconds / ConnectInstant.MillisecondsPerDay);
        }

        return DateOfDays(AsInt64(value, schema));
    }

    /// <summary>Turns a value into a time of day: a text, a timestamp (whose date is cut), or a number of milliseconds.</summary>
    /// <param name="schema">The value's schema; without one a date, time or timestamp is returned as the point in time that it is.</param>
    /// <param name="value">The value.</param>
    /// <returns>A <see cref="TimeOnly"/>, or a <see cref="ConnectInstant"/> where that cannot hold it.</returns>
    /// <exception cref="DataException">The value is null or no time, or a timestamp before the year 1.</exception>
    public static object ToTime(Schema? schema, object? value)
    {
        value = Unquote(value);
        if (ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds))
        {
            if (schema is null || schema.LogicalType == LogicalType.Time)
                return ConnectInstant.ToTime(milliseconds);
            if (schema.LogicalType == LogicalType.Timestamp)
                return milliseconds < BeginningOfEra ? throw TimeLogicalType.OutOfRange() : ConnectInstant.ToTime(TimeOfDay(milliseconds));
        }

        return TimeLogicalType.ToLogical(LogicalTypes.Time, unchecked((int)AsInt64(value, schema)));
    }

    /// <summary>Turns a value into a timestamp: a text, a date, a time (of 1970-01-01), or a number of milliseconds.</summary>
    /// <param name="schema">The value's schema; without one a date, time or timestamp is returned as the point in time that it is.</param>
    /// <param name="value">The value.</param>
    /// <returns>A <see cref="DateTimeOffset"/>, or a <see cref="ConnectInstant"/> where that cannot hold it.</returns>
    /// <exception cref="DataException">The value is null or no timestamp.</exception>
    public static object ToTimestamp(Schema? schema, object? value)
    {
        value = Unquote(value);
        if (!ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds))
            return ConnectInstant.ToTimestamp(AsInt64(value, schema));
        return ConnectInstant.ToTimestamp(schema?.LogicalType switch
        {
            LogicalType.Date => DateLogicalType.FromMilliseconds(milliseconds) * ConnectInstant.MillisecondsPerDay,
            LogicalType.Time => TimeLogicalType.FromMilliseconds(milliseconds),
            LogicalType.Timestamp => milliseconds,
            _ when schema is null => milliseconds,
            _ => throw Refused(value, schema),
        });
    }

    private static long TimeOfDay(long milliseconds) =>
        milliseconds - (HybridCalendar.FloorDivide(milliseconds, ConnectInstant.MillisecondsPerDay) * ConnectInstant.MillisecondsPerDay);

    private static object DateOfDays(long days) => ConnectInstant.ToDate(unchecked((int)days) * ConnectInstant.MillisecondsPerDay);

    // A text is read first; the text "null" is no value.
    private static object Unquote(object? value) => value switch
    {
        null => throw NullRefused(),
        string text => ValueParser.Parse(text)?.Value ?? throw Refused(value, null),
        _ => value,
    };
}
