using System.Globalization;
using System.Numerics;

namespace Connect.Transforms.Text;

/// <summary>Reads Java's hexadecimal floating-point numbers: <c>0x1.8p3</c>.</summary>
internal static class HexadecimalFloat
{
    /// <summary>Reads a number, rounded half to even.</summary>
    /// <param name="text">The text, with a sign or without.</param>
    /// <param name="precision">How many bits the significand has.</param>
    /// <param name="minimumExponent">The exponent of the smallest positive number.</param>
    /// <exception cref="FormatException">The text is no such number.</exception>
    public static double Parse(string text, int precision, int minimumExponent)
    {
        var negative = text[0] == '-';
        var digits = text.TrimStart('+', '-')[2..];
        var p = digits.IndexOfAny(['p', 'P']);
        if (p < 1)
            throw new FormatException($"For input string: \"{text}\"");
        var exponent = BigInteger.Parse(digits[(p + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 || point > p ? 0 : p - point - 1;
        var significand = BigInteger.Parse("0" + digits[..p].Remove(point < 0 || point > p ? p : point, fraction == 0 && (point < 0 || point > p) ? 0 : 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var value = Round(significand, exponent - (4 * fraction), precision, minimumExponent);
        return negative ? -value : value;
    }

    private static double Round(BigInteger significand, BigInteger exponent, int precision, int minimumExponent)
    {
        if (significand.IsZero)
            return 0;
        var top = exponent + (long)significand.GetBitLength();
        if (top > 1100)
            return double.PositiveInfinity;
        if (top < minimumExponent - 2)
            return 0;
        var lowest = BigInteger.Max(top - precision, minimumExponent);
        var drop = (int)(lowest - exponent);
        if (drop > 0)
        {
            var half = BigInteger.One << (drop - 1);
            var rest = significand & ((BigInteger.One << drop) - 1);
            significand >>= drop;
            if (rest > half || (rest == half && !significand.IsEven))
                significand += 1;
            exponent = lowest;
        }
        return Math.ScaleB((double)significand, (int)exponent);
    }
}
