using System.Globalization;
using System.Numerics;

namespace Connect.Data;

public readonly partial record struct ConnectDecimal
{
    /// <summary>Reads what <c>new BigDecimal(String)</c> reads: digits with an optional sign, point and exponent; the digits decide the scale.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <returns>The number.</returns>
    /// <exception cref="FormatException">The text is not such a number, or its scale is not a 32-bit integer.</exception>
    public static ConnectDecimal Parse(ReadOnlySpan<char> text) => TryParse(text, out var result)
        ? result
        : throw new FormatException("The text is not a decimal number.");

    /// <summary>Reads what <c>new BigDecimal(String)</c> reads.</summary>
    /// <remarks>Takes time and room for the digits that are written, whatever the exponent: 1e999999999 costs as much as 1e9.</remarks>
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="result">The number.</param>
    /// <returns>Whether the text is a number.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ConnectDecimal result)
    {
        result = default;
        var end = text.IndexOfAny('e', 'E');
        long exponent = 0;
        if (end >= 0 && !TryParseExponent(text[(end + 1)..], out exponent))
            return false;
        var mantissa = end >= 0 ? text[..end] : text;
        var negative = mantissa.StartsWith('-');
        if (negative || mantissa.StartsWith('+'))
            mantissa = mantissa[1..];
        var digits = mantissa.Length <= 256 ? stackalloc char[mantissa.Length] : new char[mantissa.Length];
        if (!TryCollectDigits(mantissa, digits, out var count, out var fraction))
            return false;
        var scale = fraction - exponent;
        if (scale is < int.MinValue or > int.MaxValue)
            return false;
        var unscaled = count <= 18
            ? long.Parse(digits[..count], NumberStyles.None, CultureInfo.InvariantCulture)
            : BigInteger.Parse(digits[..count], NumberStyles.None, CultureInfo.InvariantCulture);
        result = new ConnectDecimal(negative ? -unscaled : unscaled, (int)scale);
        return true;
    }

    private static bool TryCollectDigits(ReadOnlySpan<char> mantissa, Span<char> digits, out int count, out int fraction)
    {
        count = 0;
        fraction = 0;
        var seenPoint = false;
        foreach (var c in mantissa)
        {
            if (c == '.' && !seenPoint)
            {
                seenPoint = true;
            }
            else if (char.IsDigit(c))
            {
                digits[count++] = (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c));
                fraction += seenPoint ? 1 : 0;
            }
            else
            {
                return false;
            }
        }

        return count > 0;
    }

    // Java takes an exponent of at most ten digits after leading zeros, in any script, with an optional sign.
    private static bool TryParseExponent(ReadOnlySpan<char> text, out long exponent)
    {
        exponent = 0;
        var negative = text.StartsWith('-');
        if (negative || text.StartsWith('+'))
            text = text[1..];
        if (text.IsEmpty)
            return false;
        foreach (var c in text)
        {
            if (!char.IsDigit(c) || exponent > int.MaxValue)
                return false;
            exponent = (exponent * 10) + CharUnicodeInfo.GetDecimalDigitValue(c);
        }

        exponent = negative ? -exponent : exponent;
        return exponent is >= int.MinValue and <= int.MaxValue;
    }
}
