using System.Globalization;
using System.Text;

namespace Connect.JavaCompatibility.Dates;

/// <summary>Reads a number as the <c>java.text.DecimalFormat</c> of a date format does: a sign, digits of any script, an exponent.</summary>
internal static class DateNumber
{
    /// <summary>Reads a number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where it begins; behind it afterwards. Unchanged if there is none.</param>
    /// <param name="end">Where the text is cut off.</param>
    /// <param name="value">The number, narrowed to 32 bits as Java does it.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryRead(string text, ref int position, int end, out int value)
    {
        value = 0;
        if (TrySpecial(text, ref position, end, ref value))
            return true;
        var at = position;
        var negative = at < end && text[at] == '-';
        if (negative)
            at++;
        if (TrySpecial(text, ref at, end, ref value))
        {
            position = at;
            value = negative && value == int.MaxValue ? int.MinValue : value;
            return true;
        }
        var digits = ReadDigits(text, ref at, end);
        if (digits is null)
            return false;
        var exponent = ReadExponent(text, ref at, end);
        position = at;
        value = Narrow(digits, exponent, negative);
        return true;
    }

    // What en_US writes for "not a number" and infinity.
    private static bool TrySpecial(string text, ref int position, int end, ref int value)
    {
        if (string.CompareOrdinal(text, position, "NaN", 0, 3) == 0 && position + 3 <= end)
        {
            position += 3;
            return true;
        }
        if (position >= end || text[position] != '∞')
            return false;
        position++;
        value = int.MaxValue;
        return true;
    }

    private static string? ReadDigits(string text, ref int at, int end)
    {
        var start = at;
        var digits = new StringBuilder();
        while (at < end && CharUnicodeInfo.GetDecimalDigitValue(text[at]) is >= 0 and var digit)
        {
            digits.Append((char)('0' + digit));
            at++;
        }
        return at == start ? null : digits.ToString();
    }

    private static int ReadExponent(string text, ref int at, int end)
    {
        if (at >= end || text[at] != 'E')
            return 0;
        var behind = at + 1;
        var negative = behind < end && text[behind] == '-';
        if (negative)
            behind++;
        if (ReadDigits(text, ref behind, end) is not { } digits)
            return 0;
        digits = digits.TrimStart('0');
        if (digits.Length > 18)
            return 0;
        at = behind;
        var exponent = (int)Math.Min(digits.Length == 0 ? 0 : long.Parse(digits, CultureInfo.InvariantCulture), 100_000);
        return negative ? -exponent : exponent;
    }

    // A long keeps its low 32 bits; anything else is a double, which saturates.
    private static int Narrow(string digits, int exponent, bool negative)
    {
        digits = digits.TrimStart('0');
        if (digits.Length == 0)
            return 0;
        var significant = digits.TrimEnd('0');
        var length = digits.Length + exponent;
        if (length >= significant.Length && length <= 19
            && long.TryParse(
                (negative ? "-" : "")
                    + significant.PadRight(length, '0'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return unchecked((int)whole);
        var number =
            double.Parse(string.Create(CultureInfo.InvariantCulture, $"{significant}E{length - significant.Length}"), CultureInfo.InvariantCulture);
        return number >= int.MaxValue ? (negative ? int.MinValue : int.MaxValue) : negative ? -(int)number : (int)number;
    }
}
