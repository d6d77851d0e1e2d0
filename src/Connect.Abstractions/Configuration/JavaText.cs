using System.Collections;
using System.Globalization;
using System.Text;

namespace Connect.Configuration;

/// <summary>Java's rules for texts: how a value is printed, what counts as blank, how a list is split. Error texts and stored texts depend on them.</summary>
internal static class JavaText
{
    /// <summary>What Java's <c>String.valueOf</c> gives for a configuration value.</summary>
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => JavaNumbers.ToText(number),
        float number => JavaNumbers.ToText(number),
        IDictionary map => Join(map),
        IEnumerable list => Join(list),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Java's <c>String.trim</c>: everything up to U+0020 at both ends, and nothing beyond it.</summary>
    public static string Trim(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && text[start] <= ' ')
            start++;
        while (start < end && text[end - 1] <= ' ')
            end--;
        return text[start..end];
    }

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
        while (start < end && IsBlank(text[start]))
            start++;
        return start;
    }

    private static int SkipBlanksBack(string text, int start, int end)
    {
        while (end > start && IsBlank(text[end - 1]))
            end--;
        return end;
    }

    // The class \s of java.util.regex.
    private static bool IsBlank(char c) => c is ' ' or (>= '\t' and <= '\r');

    private static string Join(IDictionary map)
    {
        var text = new StringBuilder("{");
        foreach (DictionaryEntry entry in map)
            text.Append(text.Length > 1 ? ", " : "").Append(Of(entry.Key)).Append('=').Append(Of(entry.Value));
        return text.Append('}').ToString();
    }

    private static string Join(IEnumerable list)
    {
        var text = new StringBuilder("[");
        var first = true;
        foreach (var item in list)
        {
            text.Append(first ? "" : ", ").Append(Of(item));
            first = false;
        }

        return text.Append(']').ToString();
    }
}
