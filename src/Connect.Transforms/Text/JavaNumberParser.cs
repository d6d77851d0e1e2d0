using System.Globalization;

namespace Connect.Transforms.Text;

/// <summary>Reads numbers as Java's <c>parseByte</c> to <c>parseLong</c>, <c>parseFloat</c> and <c>parseDouble</c> do.</summary>
internal static class JavaNumberParser
{
    /// <summary>Reads an integer: a sign and digits of any script, nothing else.</summary>
    /// <exception cref="FormatException">The text is no such number, or out of the range.</exception>
    public static long ParseInteger(string text, long minimum, long maximum)
    {
        var start = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        Int128 number = 0;
        if (text.Length == start)
            throw Refused(text);
        for (var i = start; i < text.Length; i++)
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(text[i]);
            if (digit < 0)
                throw Refused(text);
            number = (number * 10) + digit;
            if (number > (Int128)long.MaxValue + 1)
                throw Refused(text);
        }
        if (text[0] == '-')
            number = -number;
        return number >= minimum && number <= maximum ? (long)number : throw Refused(text);
    }

    /// <summary>Reads a number of single precision.</summary>
    /// <exception cref="FormatException">The text is no such number.</exception>
    public static float ParseFloat32(string text)
    {
        var number = Normalize(text, out var isHexadecimal);
        return isHexadecimal ? (float)HexadecimalFloat.Parse(number, 24, -149) : float.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a number of double precision.</summary>
    /// <exception cref="FormatException">The text is no such number.</exception>
    public static double ParseFloat64(string text)
    {
        var number = Normalize(text, out var isHexadecimal);
        return isHexadecimal ? HexadecimalFloat.Parse(number, 53, -1074) : double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    // Blanks around, a suffix for the type and hexadecimal notation are Java's; NaN and Infinity have other cases in .NET, and more names.
    private static string Normalize(string text, out bool isHexadecimal)
    {
        var number = TrimBlanks(text);
        var digits = number.TrimStart('+', '-');
        isHexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (number.Length - digits.Length > 1)
            throw Refused(text);
        if (digits is "NaN" or "Infinity")
            return digits == "NaN" ? "NaN" : number.TrimStart('+');
        if (digits.Length > 1 && digits[^1] is 'f' or 'F' or 'd' or 'D')
            number = number[..^1];
        return isHexadecimal || number.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E') ? number : throw Refused(text);
    }

    private static string TrimBlanks(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && text[start] <= ' ')
            start++;
        while (end > start && text[end - 1] <= ' ')
            end--;
        return text[start..end];
    }

    private static FormatException Refused(string text) => new($"For input string: \"{text}\"");
}
