using System.Globalization;
using System.Numerics;

namespace Connect.Data;

/// <summary>Reads integers as <c>java.text.DecimalFormat</c> does when it parses integers only.</summary>
internal static class JavaInteger
{
    // Beyond this a number of a few digits is zero or infinite.
    private const long MaxScale = 10_000;

    /// <summary>Reads a number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the number begins, blanks before it included; set to behind it.</param>
    /// <param name="number">The number.</param>
    /// <returns>Whether there is a number.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, ref int position, out int number)
    {
        number = 0;
        while (position < text.Length && text[position] is ' ' or '\t')
            position++;
        if (position >= text.Length)
            return false;
        if (text[position..].StartsWith("NaN", StringComparison.Ordinal))
        {
            position += 3;
            return true;
        }

        var negative = text[position] == '-';
        var start = negative ? position + 1 : position;
        if (start < text.Length && text[start] == '∞')
        {
            position = start + 1;
            number = negative ? int.MinValue : int.MaxValue;
            return true;
        }

        var end = ReadDigits(text, start);
        if (end == start)
            return false;
        var exponent = 0L;
        position = end;
        if (end < text.Length && text[end] == 'E' && TryReadExponent(text, end + 1, out var behind, out exponent))
            position = behind;
        number = Value(text[start..end], exponent, negative);
        return true;
    }

    private static int ReadDigits(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && char.IsDigit(text[position]))
            position++;
        return position;
    }

    private static bool TryReadExponent(ReadOnlySpan<char> text, int position, out int end, out long exponent)
    {
        var negative = position < text.Length && text[position] == '-';
        var start = negative ? position + 1 : position;
        end = ReadDigits(text, start);
        exponent = 0;
        if (end == start)
            return false;
        var unbounded = Digits(text[start..end]);
        if (unbounded > long.MaxValue)
            return false;
        exponent = unchecked((int)(negative ? -(long)unbounded : (long)unbounded));
        return true;
    }

    private static BigInteger Digits(ReadOnlySpan<char> digits)
    {
        var number = BigInteger.Zero;
        foreach (var digit in digits)
            number = (number * 10) + CharUnicodeInfo.GetDecimalDigitValue(digit);
        return number;
    }

    // What a long holds is cut to its lower half; anything else is a double, which goes to the nearest integer that there is.
    private static int Value(ReadOnlySpan<char> digits, long exponent, bool negative)
    {
        var unscaled = Digits(digits);
        var number = new ConnectDecimal(negative ? -unscaled : unscaled, (int)Math.Clamp(-exponent, -MaxScale, MaxScale));
        if ((unscaled.IsZero || number.IntegerDigits().Low <= 19) && number.TryGetInteger(out var whole) && whole >= long.MinValue && whole <= long.MaxValue)
            return unchecked((int)(long)whole);
        return (int)Math.Clamp(number.ToDouble(), int.MinValue, int.MaxValue);
    }
}
