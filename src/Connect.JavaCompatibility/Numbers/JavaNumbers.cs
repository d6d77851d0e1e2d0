using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Connect.JavaCompatibility.Numbers;

/// <summary>Java's reading of numbers: <c>Integer.parseInt</c> and its kin, <c>Float.parseFloat</c>, <c>Double.parseDouble</c>.</summary>
internal static partial class JavaNumbers
{
    private const int DoublePrecision = 53;
    private const int SmallestDoubleExponent = -1074;
    private const int FloatPrecision = 24;
    private const int SmallestFloatExponent = -149;

    /// <summary>Reads a whole number: an optional sign, then decimal digits of any script.</summary>
    public static bool TryParseInteger(string text, long min, long max, out long value)
    {
        value = 0;
        var negative = text.StartsWith('-');
        var start = negative || text.StartsWith('+') ? 1 : 0;
        if (start == text.Length)
            return false;
        // Counted downwards, because the smallest number has no positive twin.
        for (var i = start; i < text.Length; i++)
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(text[i]);
            if (digit < 0 || value < (long.MinValue + digit) / 10)
                return false;
            value = (value * 10) - digit;
        }

        if (!negative && value == long.MinValue)
            return false;
        value = negative ? value : -value;
        return value >= min && value <= max;
    }

    /// <inheritdoc cref="TryParseInteger"/>
    /// <exception cref="FormatException">The text is no such number, or out of the range.</exception>
    public static long ParseInteger(string text, long min, long max) => TryParseInteger(text, min, max, out var value) ? value : throw Refused(text);

    /// <summary>Reads a floating-point number: decimal or hexadecimal, <c>NaN</c>, <c>Infinity</c>, an optional suffix f or d, blanks around
    /// it.</summary>
    public static bool TryParseDouble(string text, out double value)
    {
        if (Normalize(text) is { } number)
            return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        var match = Hexadecimal().Match(text);
        value = match.Success ? FromHexadecimal(match, DoublePrecision, SmallestDoubleExponent) : 0;
        return match.Success;
    }

    /// <inheritdoc cref="TryParseDouble"/>
    /// <exception cref="FormatException">The text is no such number.</exception>
    public static double ParseDouble(string text) => TryParseDouble(text, out var value) ? value : throw Refused(text);

    /// <summary>Reads a number of single precision, rounded once.</summary>
    /// <exception cref="FormatException">The text is no such number.</exception>
    public static float ParseSingle(string text)
    {
        if (Normalize(text) is { } number)
            return float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Refused(text);
        var match = Hexadecimal().Match(text);
        return match.Success ? (float)FromHexadecimal(match, FloatPrecision, SmallestFloatExponent) : throw Refused(text);
    }

    // The decimal number in .NET's notation; null for anything else.
    private static string? Normalize(string text)
    {
        var match = Decimal().Match(text);
        return match.Success ? string.Concat(match.Groups["sign"].ValueSpan, match.Groups["number"].ValueSpan) : null;
    }

    private static double FromHexadecimal(Match match, int precision, int smallestExponent)
    {
        var fraction = match.Groups["fraction"].Value;
        var significand =
            BigInteger.Parse("0" + match.Groups["whole"].Value + fraction, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var exponent =
            BigInteger.Parse(
                match.Groups["exponent"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) - (4 * (BigInteger)fraction.Length);
        var value = Round(significand, exponent, precision, smallestExponent);
        return match.Groups["sign"].ValueSpan is "-" ? -value : value;
    }

    // Keeps the bits that there is room for at this magnitude, rounding half to even.
    private static double Round(BigInteger significand, BigInteger exponent, int precision, int smallestExponent)
    {
        if (significand.IsZero)
            return 0;
        var top = exponent + (long)significand.GetBitLength();
        if (top > 1100)
            return double.PositiveInfinity;
        if (top < smallestExponent - 2)
            return 0;
        var lowest = BigInteger.Max(top - precision, smallestExponent);
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

    private static FormatException Refused(string text) => new($"For input string: \"{text}\"");

    [GeneratedRegex(@"\A[\0- ]*(?<sign>[+-]?)(?:(?<number>NaN|Infinity)|(?<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[fFdD]?)[\0- ]*\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\A[\0- ]*(?<sign>[+-]?)0[xX](?:(?<whole>[0-9a-fA-F]+)\.?|(?<whole>[0-9a-fA-F]*)\.(?<fraction>[0-9a-fA-F]+))[pP](?<exponent>[+-]?[0-9]+)[fFdD]?[\0- ]*\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Hexadecimal();
}
