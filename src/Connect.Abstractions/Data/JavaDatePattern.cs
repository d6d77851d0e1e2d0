using System.Globalization;

namespace Connect.Data;

/// <summary>The three patterns in which Kafka Connect reads and writes dates as text, with the leniency of <c>java.text.SimpleDateFormat</c> in UTC.</summary>
/// <remarks>Numbers may have any number of digits, a sign and even an exponent; fields may be out of range and carry over (month 13); what follows the last field is ignored.</remarks>
internal sealed class JavaDatePattern
{
    public static readonly JavaDatePattern Date = new("yyyy-MM-dd", "y-M-d");
    public static readonly JavaDatePattern Time = new("HH:mm:ss.SSS'Z'", "H:m:s.SZ");
    public static readonly JavaDatePattern Timestamp = new("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "y-M-dTH:m:s.SZ");

    private readonly string _steps;

    private JavaDatePattern(string text, string steps)
    {
        Text = text;
        _steps = steps;
    }

    /// <summary>The pattern in Java's notation.</summary>
    public string Text { get; }

    /// <summary>The pattern in which a point in time is written: before 1970-01-02 as a time, whole days as a date, others as a timestamp.</summary>
    /// <param name="unixMilliseconds">Milliseconds since 1970-01-01T00:00:00Z.</param>
    /// <returns>The pattern.</returns>
    public static JavaDatePattern For(long unixMilliseconds)
    {
        if (unixMilliseconds < ConnectInstant.MillisecondsPerDay)
            return Time;
        return unixMilliseconds % ConnectInstant.MillisecondsPerDay == 0 ? Date : Timestamp;
    }

    public string Format(long unixMilliseconds)
    {
        var date = JavaCalendar.FromMilliseconds(unixMilliseconds);
        var day = string.Create(CultureInfo.InvariantCulture, $"{date.YearOfEra:0000}-{date.Month:00}-{date.Day:00}");
        var time = string.Create(CultureInfo.InvariantCulture, $"{date.Hour:00}:{date.Minute:00}:{date.Second:00}.{date.Millisecond:000}Z");
        return this == Date ? day : this == Time ? time : $"{day}T{time}";
    }

    public bool TryParse(ReadOnlySpan<char> text, out long unixMilliseconds)
    {
        unixMilliseconds = 0;
        var (year, month, day, hour, minute, second, millisecond) = (1970, 1, 1, 0, 0, 0, 0);
        var position = 0;
        foreach (var step in _steps)
        {
            var read = step switch
            {
                'y' => JavaInteger.TryRead(text, ref position, out year),
                'M' => JavaInteger.TryRead(text, ref position, out month),
                'd' => JavaInteger.TryRead(text, ref position, out day),
                'H' => JavaInteger.TryRead(text, ref position, out hour),
                'm' => JavaInteger.TryRead(text, ref position, out minute),
                's' => JavaInteger.TryRead(text, ref position, out second),
                'S' => JavaInteger.TryRead(text, ref position, out millisecond),
                _ => position < text.Length && text[position++] == step,
            };
            if (!read)
                return false;
        }

        var timeOfDay = ((((((long)hour * 60) + minute) * 60) + second) * 1000) + millisecond;
        var days = JavaCalendar.FloorDivide(timeOfDay, ConnectInstant.MillisecondsPerDay);
        timeOfDay -= days * ConnectInstant.MillisecondsPerDay;
        unixMilliseconds = (JavaCalendar.DaysFromEpoch(year, month, day + days) * ConnectInstant.MillisecondsPerDay) + timeOfDay;
        return true;
    }
}
