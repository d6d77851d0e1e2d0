using System.Globalization;

namespace Connect.Data;

/// <summary>A point in time in milliseconds, as wide as Java's <c>java.util.Date</c>.</summary>
/// <remarks>
/// <see cref="DateOnly"/>, <see cref="TimeOnly"/> and <see cref="DateTimeOffset"/> end at the years 1 and 9999 and at midnight; Kafka Connect's Date,
/// Time and Timestamp do not. A value that its CLR type cannot hold is one of these, and each of the three logical types accepts it.
/// </remarks>
/// <param name="UnixMilliseconds">Milliseconds since 1970-01-01T00:00:00Z; any value.</param>
public readonly record struct ConnectInstant(long UnixMilliseconds) : IComparable<ConnectInstant>
{
    internal const long MillisecondsPerDay = 86_400_000;

    private const long MinDateTimeMilliseconds = -62_135_596_800_000;
    private const long MaxDateTimeMilliseconds = 253_402_300_799_999;

    /// <summary>Compares two points in time.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the first is earlier.</returns>
    public static bool operator <(ConnectInstant left, ConnectInstant right) => left.UnixMilliseconds < right.UnixMilliseconds;

    /// <summary>Compares two points in time.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the first is later.</returns>
    public static bool operator >(ConnectInstant left, ConnectInstant right) => left.UnixMilliseconds > right.UnixMilliseconds;

    /// <summary>Compares two points in time.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the first is not later.</returns>
    public static bool operator <=(ConnectInstant left, ConnectInstant right) => left.UnixMilliseconds <= right.UnixMilliseconds;

    /// <summary>Compares two points in time.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the first is not earlier.</returns>
    public static bool operator >=(ConnectInstant left, ConnectInstant right) => left.UnixMilliseconds >= right.UnixMilliseconds;

    /// <summary>The value of a Timestamp: a <see cref="DateTimeOffset"/> (UTC) where it fits, else a <see cref="ConnectInstant"/>.</summary>
    /// <param name="unixMilliseconds">Milliseconds since 1970-01-01T00:00:00Z.</param>
    /// <returns>The value.</returns>
    public static object ToTimestamp(long unixMilliseconds) => unixMilliseconds is >= MinDateTimeMilliseconds and <= MaxDateTimeMilliseconds
        ? DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds)
        : new ConnectInstant(unixMilliseconds);

    /// <summary>The value of a Date: a <see cref="DateOnly"/> where it fits and has no time of day, else a <see cref="ConnectInstant"/>.</summary>
    /// <param name="unixMilliseconds">Milliseconds since 1970-01-01T00:00:00Z.</param>
    /// <returns>The value.</returns>
    public static object ToDate(long unixMilliseconds) =>
        unixMilliseconds is >= MinDateTimeMilliseconds and <= MaxDateTimeMilliseconds && unixMilliseconds % MillisecondsPerDay == 0
            ? DateOnly.FromDayNumber((int)((unixMilliseconds - MinDateTimeMilliseconds) / MillisecondsPerDay))
            : new ConnectInstant(unixMilliseconds);

    /// <summary>The value of a Time: a <see cref="TimeOnly"/> where it lies within a day, else a <see cref="ConnectInstant"/>.</summary>
    /// <param name="unixMilliseconds">Milliseconds since midnight, or since 1970-01-01T00:00:00Z, which is the same.</param>
    /// <returns>The value.</returns>
    public static object ToTime(long unixMilliseconds) => unixMilliseconds is >= 0 and < MillisecondsPerDay
        ? new TimeOnly(unixMilliseconds * TimeSpan.TicksPerMillisecond)
        : new ConnectInstant(unixMilliseconds);

    /// <summary>Reads any value that stands for a <c>java.util.Date</c>.</summary>
    /// <param name="value">A <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="DateTimeOffset"/> or <see cref="ConnectInstant"/>; anything
    /// else gives false.</param>
    /// <param name="unixMilliseconds">Milliseconds since 1970-01-01T00:00:00Z; what is finer than a millisecond is cut off.</param>
    /// <returns>Whether the value is one of them.</returns>
    public static bool TryGetUnixMilliseconds(object? value, out long unixMilliseconds)
    {
        switch (value)
        {
            case DateTimeOffset timestamp:
                unixMilliseconds = timestamp.ToUnixTimeMilliseconds();
                return true;
            case DateOnly date:
                unixMilliseconds = Milliseconds(date);
                return true;
            case TimeOnly time:
                unixMilliseconds = time.Ticks / TimeSpan.TicksPerMillisecond;
                return true;
            case ConnectInstant instant:
                unixMilliseconds = instant.UnixMilliseconds;
                return true;
            default:
                unixMilliseconds = 0;
                return false;
        }
    }

    /// <inheritdoc/>
    public int CompareTo(ConnectInstant other) => UnixMilliseconds.CompareTo(other.UnixMilliseconds);

    /// <summary>The milliseconds as a number.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => UnixMilliseconds.ToString(CultureInfo.InvariantCulture);

    internal static long Milliseconds(DateOnly date) => (date.DayNumber * MillisecondsPerDay) + MinDateTimeMilliseconds;
}
