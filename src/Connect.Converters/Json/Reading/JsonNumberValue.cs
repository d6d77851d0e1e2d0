using System.Globalization;
using System.Numerics;
using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>What numbers are as values of the CLR, with the results of Java's BigDecimal and BigInteger.</summary>
internal static class JsonNumberValue
{
    // Ten to this power and above is a multiple of two to the 64th: no bit is left in a long.
    private const int PowersOfTenThatLeaveBits = 64;
    private const int MaxTextLength = JsonScanner.MaxNumberLength + 8;
    private const int DigitsThatFitInt64 = 18;
    private const long MaxExactDouble = 1L << 53;
    private const long MaxExactSingle = 1L << 24;
    private const int MaxExactSinglePower = 10;

    // Small numbers are frequent: they share their boxes.
    private const int LeastKept = -128;
    private static readonly object[] Kept = [.. Enumerable.Range(LeastKept, 1152).Select(number => (object)(long)number)];

    private static readonly double[] PowersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    /// <summary>The number of a text without a schema: an INT64 if it is integral, else a FLOAT64.</summary>
    public static object ToObject(in JsonNumber number)
    {
        if (!number.IsIntegral)
            return ToDouble(number);
        var index = number.LowBits - LeastKept;
        return (ulong)index < (ulong)Kept.Length ? Kept[index] : number.LowBits;
    }

    public static double ToDouble(in JsonNumber number)
    {
        if (number.FitsInt64)
            return number.LowBits;
        // A quotient of two numbers that a double holds exactly is rounded correctly.
        if (TryMantissa(number, out var mantissa, out var scale) && mantissa < MaxExactDouble)
            return (number.IsNegative ? -mantissa : mantissa) / PowersOfTen[scale];
        var magnitude = double.Parse(number.Magnitude, NumberStyles.Float, CultureInfo.InvariantCulture);
        return number.IsNegative && (magnitude != 0 || !IsZero(number)) ? -magnitude : magnitude;
    }

    public static float ToSingle(in JsonNumber number)
    {
        if (number.FitsInt64)
            return number.LowBits;
        if (TryMantissa(number, out var mantissa, out var scale) && mantissa < MaxExactSingle && scale <= MaxExactSinglePower)
            return (number.IsNegative ? -mantissa : mantissa) / (float)PowersOfTen[scale];
        var magnitude = float.Parse(number.Magnitude, NumberStyles.Float, CultureInfo.InvariantCulture);
        return number.IsNegative && (magnitude != 0 || !IsZero(number)) ? -magnitude : magnitude;
    }

    /// <summary>The low 64 bits of the integer that remains when the fraction is cut off.</summary>
    public static long ToInt64(in JsonNumber number)
    {
        if (number.IsIntegral)
            return number.LowBits;
        var value = ToDecimal(number);
        if (value.Scale <= -PowersOfTenThatLeaveBits || value.Scale >= MaxTextLength)
            return 0;
        var integer = value.Scale > 0
            ? BigInteger.Divide(value.UnscaledValue, BigInteger.Pow(10, value.Scale))
            : value.UnscaledValue * BigInteger.Pow(10, -value.Scale);
        return unchecked((long)(ulong)(integer & ulong.MaxValue));
    }

    public static ConnectDecimal ToDecimal(in JsonNumber number)
    {
        if (number.FitsInt64)
            return new ConnectDecimal(number.LowBits, 0);
        if (TryMantissa(number, out var mantissa, out var shortScale))
            return new ConnectDecimal(number.IsNegative ? -mantissa : mantissa, shortScale);
        Span<char> digits = stackalloc char[number.Magnitude.Length];
        var scale = CollectDigits(number, digits, out var count);
        var unscaled = BigInteger.Parse(digits[..count], NumberStyles.None, CultureInfo.InvariantCulture);
        return new ConnectDecimal(number.IsNegative ? -unscaled : unscaled, scale);
    }

    private static int CollectDigits(in JsonNumber number, Span<char> digits, out int count)
    {
        count = 0;
        var end = number.Magnitude.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = end < 0 ? number.Magnitude : number.Magnitude[..end];
        foreach (var c in mantissa)
        {
            if (c != '.')
                digits[count++] = (char)c;
        }

        var exponent = end < 0 ? 0 : long.Parse(number.Magnitude[(end + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (int)(count - number.IntegerDigits - exponent);
    }

    // The digits as an integer, and how many of them stand after the point; only for short numbers without an exponent.
    private static bool TryMantissa(in JsonNumber number, out long mantissa, out int scale)
    {
        mantissa = 0;
        scale = 0;
        if (number.Magnitude.Length > DigitsThatFitInt64)
            return false;
        foreach (var c in number.Magnitude)
        {
            if (c == '.')
                scale = number.Magnitude.Length - number.IntegerDigits - 1;
            else if (c <= '9')
                mantissa = (mantissa * 10) + c - '0';
            else
                return false;
        }

        return true;
    }

    private static bool IsZero(in JsonNumber number)
    {
        foreach (var c in number.Magnitude)
        {
            if (c is (byte)'e' or (byte)'E')
                break;
            if (c is not ((byte)'0' or (byte)'.'))
                return false;
        }

        return true;
    }
}
