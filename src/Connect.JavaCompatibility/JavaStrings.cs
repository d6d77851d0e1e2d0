namespace Connect.JavaCompatibility;

/// <summary>Java's rules for texts: what counts as blank, how a list is split.</summary>
internal static class JavaStrings
{
    /// <summary>Java's <c>String.trim</c>: everything up to U+0020 at both ends, and nothing beyond it.</summary>
    public static string Trim(string text)
    {
        var trimmed = Trim(text.AsSpan());
        return trimmed.Length == text.Length ? text : trimmed.ToString();
    }

    /// <inheritdoc cref="Trim(string)"/>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        while (text is [<= ' ', ..])
            text = text[1..];
        while (text is [.., <= ' '])
            text = text[..^1];
        return text;
    }

    /// <summary>Whether a text is null, empty or blank to <c>String.trim</c>.</summary>
    public static bool IsBlank(string? text) => Trim(text.AsSpan()).IsEmpty;

    /// <summary>Java's <c>String.toUpperCase(Locale.ROOT)</c>, as far as it leads to ASCII letters that .NET's does not lead to.</summary>
    public static string ToUpper(string text) => text.ToUpperInvariant()
        .Replace("ß", "SS", StringComparison.Ordinal)
        .Replace('\u0131', 'I')
        .Replace('\u017F', 'S');

    /// <summary>Splits an already trimmed list text at commas; blanks around a comma go, empty items stay.</summary>
    public static IReadOnlyList<object?> SplitList(string trimmed)
    {
        if (trimmed.Length == 0)
            return [];
        var items = new List<object?>();
        foreach (var range in trimmed.AsSpan().Split(','))
        {
            var (offset, length) = range.GetOffsetAndLength(trimmed.Length);
            var end = offset + length;
            if (offset > 0)
                offset = SkipBlanks(trimmed, offset, end);
            if (end < trimmed.Length)
                end = SkipBlanksBack(trimmed, offset, end);
            items.Add(trimmed[offset..end]);
        }

        return items;
    }

    private static int SkipBlanks(string text, int start, int end)
    {
        while (start < end && IsSpace(text[start]))
            start++;
        return start;
    }

    private static int SkipBlanksBack(string text, int start, int end)
    {
        while (end > start && IsSpace(text[end - 1]))
            end--;
        return end;
    }

    // The class \s of java.util.regex.
    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');
}
