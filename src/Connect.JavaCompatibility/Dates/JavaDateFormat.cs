namespace Connect.JavaCompatibility.Dates;

/// <summary>
/// A date pattern with the meaning of <c>java.text.SimpleDateFormat</c> (Java 17, locale en_US, time zone UTC): formats any instant of 64 bits and
/// parses leniently, from the start of the text, leaving alone what follows.
/// </summary>
/// <remarks>
/// Safe for use by several threads. Names of time zones are read with their offsets of July 2024; unlike Java's, the format does not
/// change its own zone when it has read one.
/// </remarks>
internal sealed class JavaDateFormat
{
    private readonly DatePatternItem[] _items;
    private readonly long _centuryStart;

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="time">What tells the century of two-digit years: they lie between 80 years ago and 20 years ahead.</param>
    /// <exception cref="ArgumentException">The pattern is not valid.</exception>
    public JavaDateFormat(string pattern, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Pattern = pattern;
        _items = DatePatternReader.Read(pattern);
        Granularity = _items.Select(GranularityOf).Append(HybridCalendar.MillisecondsPerDay).Min();
        _centuryStart = time.GetUtcNow().AddYears(-80).ToUnixTimeMilliseconds();
    }

    public string Pattern { get; }

    /// <summary>How many milliseconds may pass, counted from the epoch, before the text changes.</summary>
    public long Granularity { get; }

    /// <summary>The text of a point in time in milliseconds since 1970-01-01T00:00:00Z.</summary>
    public string Format(long unixMilliseconds) => DateWriter.Write(_items, unixMilliseconds);

    /// <summary>Reads a point in time from the start of a text.</summary>
    public bool TryParse(string text, out long unixMilliseconds) => new DateReader(_items, text, _centuryStart).TryRead(out unixMilliseconds);

    private static long GranularityOf(DatePatternItem item) => item.Letter switch
    {
        'S' => 1,
        's' => 1000,
        'm' => 60_000,
        'H' or 'k' or 'K' or 'h' or 'a' => 3_600_000,
        _ => HybridCalendar.MillisecondsPerDay,
    };
}
