using System.Globalization;

namespace Connect.Data;

/// <summary>Reads integers as <c>java.text.DecimalFormat</c> does when it parses integers only.</summary>
internal static class JavaInteger
{
    /// <summary>Reads a number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the number begins, blanks before it included; set to behind it.</param>
    /// <param name="number">The number: beyond 64 bits the nearest of these, of which the lower 32 count.</param>
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
        number = unchecked((int)Value(text[start..end], exponent, negative));
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
        foreach (var digit in text[start..end])
            exponent = checked((exponent * 10) + CharUnicodeInfo.GetDecimalDigitValue(digit));
        exponent = unchecked((int)(negative ? -exponent : exponent));
        return true;
    }

    private static long Value(ReadOnlySpan<char> digits, long exponent, bool negative)
    {
        var number = new ConnectDecimal(0, 0);
        foreach (var digit in digits)
            number = new ConnectDecimal((number.UnscaledValue * 10) + CharUnicodeInfo.GetDecimalDigitValue(digit), 0);
        number = new ConnectDecimal(negative ? -number.UnscaledValue : number.UnscaledValue, (int)-exponent);
        return number.IntegerDigits > 19 ? JavaNumberCast.ToInt64(number.ToDouble()) : JavaNumberCast.ToInt64(number);
    }
}
