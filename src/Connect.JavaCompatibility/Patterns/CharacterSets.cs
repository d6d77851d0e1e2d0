using System.Globalization;
using System.Text;

namespace Connect.JavaCompatibility.Patterns;

/// <summary>Java's predefined classes as the inside a .NET class. A set is written as pairs of first and last characters, in order.</summary>
internal static class CharacterSets
{
    private const string Digit = "09";
    private const string Word = "09AZ__az";
    private const string Space = "\t\r  ";
    private const string HorizontalSpace = "\t\t  \u00A0\u00A0\u1680\u1680\u180E\u180E\u2000\u200A\u202F\u202F\u205F\u205F\u3000\u3000";
    private const string VerticalSpace = "\n\r\u0085\u0085\u2028\u2029";

    private static readonly string[] Categories =
    [
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
        "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Cs", "Co", "Cn",
    ];

    /// <summary>The set of an escape letter such as <c>d</c> or <c>W</c>; null when the letter names none.</summary>
    public static string? OfEscape(char letter) => char.ToLowerInvariant(letter) switch
    {
        'd' => Write(Digit, char.IsAsciiLetterUpper(letter)),
        'w' => Write(Word, char.IsAsciiLetterUpper(letter)),
        's' => Write(Space, char.IsAsciiLetterUpper(letter)),
        'h' => Write(HorizontalSpace, char.IsAsciiLetterUpper(letter)),
        'v' => Write(VerticalSpace, char.IsAsciiLetterUpper(letter)),
        _ => null,
    };

    /// <summary>The set that <c>\p{name}</c> names: a POSIX class or a general category; null if the name is none of these.</summary>
    public static string? OfProperty(string name, bool isComplement)
    {
        if (Posix(name) is { } pairs)
            return Write(pairs, isComplement);
        var category = name.StartsWith("Is", StringComparison.Ordinal) ? name[2..]
            : name.StartsWith("gc=", StringComparison.OrdinalIgnoreCase) ? name[3..]
            : name;
        return Array.IndexOf(Categories, category) >= 0 ? $@"\{(isComplement ? 'P' : 'p')}{{{category}}}" : null;
    }

    /// <summary>One UTF-16 unit, inside a class or outside.</summary>
    public static string Unit(int unit) =>
        unit < 0x80 && char.IsAsciiLetterOrDigit((char)unit) ? ((char)unit).ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{unit:X4}");

    private static string? Posix(string name) => name switch
    {
        "ASCII" => "\0\u007F",
        "Alnum" => "09AZaz",
        "Alpha" => "AZaz",
        "Blank" => "\t\t  ",
        "Cntrl" => "\0\u001F\u007F\u007F",
        "Digit" => Digit,
        "Graph" => "!~",
        "Lower" => "az",
        "Print" => " ~",
        "Punct" => "!/:@[`{~",
        "Space" => Space,
        "Upper" => "AZ",
        "XDigit" => "09AFaf",
        _ => null,
    };

    private static string Write(string pairs, bool isComplement)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (!isComplement)
                Append(text, pairs[i], pairs[i + 1]);
            else if (pairs[i] > next)
                Append(text, next, pairs[i] - 1);
            next = pairs[i + 1] + 1;
        }

        if (isComplement)
            Append(text, next, char.MaxValue);
        return text.ToString();
    }

    private static void Append(StringBuilder text, int first, int last) => text.Append(Unit(first)).Append('-').Append(Unit(last));
}
