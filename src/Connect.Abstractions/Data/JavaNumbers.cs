using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Connect.Data;

/// <summary>Java's reading of numbers: <c>Integer.parseInt</c>, <c>Double.parseDouble</c>.</summary>
internal static partial class JavaNumbers
{
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

    /// <summary>Reads a floating-point number: decimal or hexadecimal, <c>NaN</c>, <c>Infinity</c>, an optional suffix f or d.</summary>
    public static bool TryParseDouble(string text, out double value)
    {
        var trimmed = JavaStrings.Trim(text);
        var match = Decimal().Match(trimmed);
        if (match.Success)
        {
            var number = match.Groups["number"].ValueSpan;
            value = number is "NaN" ? double.NaN
                : number is "Infinity" ? double.PositiveInfinity
                : double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
            value = match.Groups["sign"].ValueSpan is "-" ? -value : value;
            return true;
        }

        match = Hexadecimal().Match(trimmed);
        value = match.Success ? FromHexadecimal(match) : 0;
        return match.Success;
    }

    /// <summary>Widens whatever Java calls a <c>Number</c>.</summary>
    public static bool TryToDouble(object value, out double number)
    {
        double? found = value switch
        {
            double d => d,
            float f => f,
            long l => l,
            int i => i,
            short s => s,
            sbyte b => b,
            decimal m => (double)m,
            BigInteger n => (double)n,
            ConnectDecimal d => d.ToDouble(),
            _ => null,
        };
        number = found ?? 0;
        return found is not null;
    }

    private static double FromHexadecimal(Match match)
    {
        var fraction = match.Groups["fraction"].Value;
        var mantissa = BigInteger.Parse("0" + match.Groups["whole"].Value + fraction, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var sign = match.Groups["sign"].ValueSpan is "-" ? -1.0 : 1.0;
        if (mantissa.IsZero)
            return sign * 0.0;
        var stated = BigInteger.Parse(match.Groups["exponent"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) - (4 * (BigInteger)fraction.Length);
        var top = stated + (long)mantissa.GetBitLength() - 1;
        if (top > 1023)
            return sign * double.PositiveInfinity;
        if (top < -1075)
            return sign * 0.0;
        return sign * Rounded(mantissa, (int)stated, (int)top);
    }

    // Keeps the bits that a double has room for at this magnitude, rounding half to even.
    private static double Rounded(BigInteger mantissa, int exponent, int top)
    {
        var lowest = Math.Max(top - 52, -1074);
        var drop = lowest - exponent;
        if (drop <= 0)
            return Math.ScaleB((double)mantissa, exponent);
        var kept = mantissa >> drop;
        var rest = mantissa - (kept << drop);
        var half = BigInteger.One << (drop - 1);
        if (rest > half || (rest == half && !kept.IsEven))
            kept += 1;
        return Math.ScaleB((double)kept, lowest);
    }

    [GeneratedRegex(@"\A(?<sign>[+-]?)(?:(?<number>NaN|Infinity)|(?<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[fFdD]?)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\A(?<sign>[+-]?)0[xX](?:(?<whole>[0-9a-fA-F]+)\.?|(?<whole>[0-9a-fA-F]*)\.(?<fraction>[0-9a-fA-F]+))[pP](?<exponent>[+-]?[0-9]+)[fFdD]?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Hexadecimal();
}
