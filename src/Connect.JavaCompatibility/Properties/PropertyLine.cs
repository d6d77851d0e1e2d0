using System.Globalization;
using System.Text;

namespace Connect.JavaCompatibility.Properties;

/// <summary>Takes one logical line of a <c>.properties</c> text apart.</summary>
internal static class PropertyLine
{
    public static (string Name, string Value) Split(string line)
    {
        var end = EndOfName(line);
        var start = SkipBlanks(line, end);
        if (start < line.Length && line[start] is '=' or ':')
            start = SkipBlanks(line, start + 1);
        return (Unescape(line.AsSpan(0, end)), Unescape(line.AsSpan(start)));
    }

    private static int EndOfName(string line)
    {
        var escaped = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (!escaped && (line[i] is '=' or ':' || PropertyLines.IsBlank(line[i])))
                return i;
            escaped = line[i] == '\\' && !escaped;
        }

        return line.Length;
    }

    private static int SkipBlanks(string line, int at)
    {
        while (at < line.Length && PropertyLines.IsBlank(line[at]))
            at++;
        return at;
    }

    private static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
            return text.ToString();
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            result.Append(text[i] switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                'f' => '\f',
                'u' => CodeUnit(text[(i + 1)..]),
                var other => other,
            });
            if (text[i] == 'u')
                i += 4;
        }

        return result.ToString();
    }

    private static char CodeUnit(ReadOnlySpan<char> digits) =>
        digits.Length >= 4 && ushort.TryParse(digits[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : throw new ArgumentException(@"Malformed \uxxxx encoding.");
}
