using System.Text;

namespace Connect.JavaCompatibility.Dates;

/// <summary>Reads the patterns of <c>java.text.SimpleDateFormat</c>.</summary>
internal static class DatePatternReader
{
    private const string Letters = "GyMdkHmsSEDFwWahKzZYuXL";

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>Its pieces.</returns>
    /// <exception cref="ArgumentException">The pattern is not valid, in Java's words.</exception>
    public static DatePatternItem[] Read(string pattern)
    {
        var items = new List<DatePatternItem>();
        var literal = new StringBuilder();
        for (var i = 0; i < pattern.Length;)
        {
            if (pattern[i] == '\'')
            {
                i = ReadQuoted(pattern, i, literal);
            }
            else if (char.IsAsciiLetter(pattern[i]))
            {
                Flush(items, literal);
                i = ReadField(pattern, i, items);
            }
            else
            {
                literal.Append(pattern[i++]);
            }
        }
        Flush(items, literal);
        return [.. items];
    }

    private static int ReadField(string pattern, int start, List<DatePatternItem> items)
    {
        var letter = pattern[start];
        var end = start;
        while (end < pattern.Length && pattern[end] == letter)
            end++;
        if (!Letters.Contains(letter, StringComparison.Ordinal))
            throw new ArgumentException($"Illegal pattern character '{letter}'");
        if (letter == 'X' && end - start > 3)
            throw new ArgumentException($"invalid ISO 8601 format: length={end - start}");
        items.Add(new(letter, end - start, ""));
        return end;
    }

    // Two quotes are one, inside quotes and outside.
    private static int ReadQuoted(string pattern, int start, StringBuilder literal)
    {
        var i = start + 1;
        if (i < pattern.Length && pattern[i] == '\'')
        {
            literal.Append('\'');
            return i + 1;
        }
        while (i < pattern.Length)
        {
            if (pattern[i] != '\'')
            {
                literal.Append(pattern[i++]);
            }
            else if (i + 1 < pattern.Length && pattern[i + 1] == '\'')
            {
                literal.Append('\'');
                i += 2;
            }
            else
            {
                return i + 1;
            }
        }
        throw new ArgumentException("Unterminated quote");
    }

    private static void Flush(List<DatePatternItem> items, StringBuilder literal)
    {
        if (literal.Length == 0)
            return;
        items.Add(new('\0', 0, literal.ToString()));
        literal.Clear();
    }
}
