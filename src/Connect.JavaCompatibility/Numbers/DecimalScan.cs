using System.Globalization;

namespace Connect.JavaCompatibility.Numbers;

/// <summary>The parts of a decimal number as text, before any arithmetic: what <c>new BigDecimal(String)</c> accepts.</summary>
/// <remarks>Takes time and room that grow with the text, whatever its exponent is.</remarks>
internal ref struct DecimalScan
{
    /// <summary>Whether the number has a minus sign.</summary>
    public bool IsNegative;

    /// <summary>The digits in ASCII, without zeros at the front; none for zero.</summary>
    public ReadOnlySpan<char> Digits;

    /// <summary>How many of the digits stand after the point; negative ones stand for zeros before it.</summary>
    public int Scale;

    /// <summary>How many digits stand before the point; not positive for numbers below 1.</summary>
    public readonly long IntegerDigits => (long)Digits.Length - Scale;

    /// <summary>Takes a text apart.</summary>
    /// <param name="text">The text.</param>
    /// <param name="buffer">Room for the digits, as long as the text.</param>
    /// <param name="scan">The parts.</param>
    /// <returns>Whether the text is a number whose scale is a 32-bit integer.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, Span<char> buffer, out DecimalScan scan)
    {
        scan = default;
        var end = text.IndexOfAny('e', 'E');
        long exponent = 0;
        if (end >= 0 && !TryReadExponent(text[(end + 1)..], out exponent))
            return false;
        var mantissa = end >= 0 ? text[..end] : text;
        scan.IsNegative = mantissa.StartsWith('-');
        if (scan.IsNegative || mantissa.StartsWith('+'))
            mantissa = mantissa[1..];
        if (!TryReadDigits(mantissa, buffer, out var count, out var fraction))
            return false;
        var scale = fraction - exponent;
        if (scale is < int.MinValue or > int.MaxValue)
            return false;
        scan.Scale = (int)scale;
        scan.Digits = buffer[..count].TrimStart('0');
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<char> mantissa, Span<char> digits, out int count, out int fraction)
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
                digits[count++] = char.IsAsciiDigit(c) ? c : (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c));
                fraction += seenPoint ? 1 : 0;
            }
            else
            {
                return false;
            }
        }

        return count > 0;
    }

    private static bool TryReadExponent(ReadOnlySpan<char> text, out long exponent)
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
