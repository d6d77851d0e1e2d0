using Connect.JavaCompatibility.Dates;

namespace Connect.Data;

/// <summary>Finds dates, times and timestamps in text by their length, which is all that Java goes by before it parses.</summary>
internal static class TextDate
{
    private const int DateLength = 10;
    private const int TimeLength = 13;
    private const int TimestampLength = 24;

    /// <summary>Reads a date, time or timestamp.</summary>
    /// <param name="first">The beginning of the text.</param>
    /// <param name="rest">The rest of the text; a backslash before a colon does not count.</param>
    /// <returns>The value; null if it is none.</returns>
    public static SchemaAndValue? Read(ReadOnlySpan<char> first, ReadOnlySpan<char> rest)
    {
        // Longer than the longest with every colon escaped: no need to count.
        if (first.Length + rest.Length is < DateLength or > 2 * TimestampLength)
            return null;
        Span<char> text = stackalloc char[2 * TimestampLength];
        first.CopyTo(text);
        rest.CopyTo(text[first.Length..]);
        var length = WithoutEscapedColons(text[..(first.Length + rest.Length)]);
        return length switch
        {
            DateLength => Read(text[..length], JavaDates.Date, LogicalTypes.Date),
            TimeLength => Read(text[..length], JavaDates.Time, LogicalTypes.Time),
            TimestampLength => Read(text[..length], JavaDates.Timestamp, LogicalTypes.Timestamp),
            _ => null,
        };
    }

    private static SchemaAndValue? Read(ReadOnlySpan<char> text, JavaDateFormat format, Schema schema)
    {
        if (!format.TryParse(text.ToString(), out var milliseconds))
            return null;
        return new SchemaAndValue(schema, schema.LogicalType switch
        {
            LogicalType.Date => ConnectInstant.ToDate(milliseconds),
            LogicalType.Time => ConnectInstant.ToTime(milliseconds),
            _ => ConnectInstant.ToTimestamp(milliseconds),
        });
    }

    private static int WithoutEscapedColons(Span<char> text)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == ':')
                i++;
            text[length++] = text[i];
        }

        return length;
    }
}
