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
        var parts = digits[..Math.Max(p, 0)].Split('.');
        var significand = string.Concat(parts);
        if (significand.Length == 0 || parts.Length > 2)
            throw new FormatException($"For input string: \"{text}\"");
        var exponent = BigInteger.Parse(digits.AsSpan(p + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var fraction = parts.Length == 2 ? parts[1].Length : 0;
        var value = Round(BigInteger.Parse("0" + significand, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), exponent - (4 * fraction), precision, minimumExponent);
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
