using System.Globalization;

namespace Connect.JavaCompatibility.Numbers;

/// <summary>Finds the nearest floating-point number of decimal digits; what is out of range is infinite or zero without a look at the
/// digits.</summary>
internal static class DecimalToFloat
{
    private const long LargestMagnitude = 310;
    private const long SmallestMagnitude = -330;

    // More digits than any double needs to be told from its neighbours; those behind only count as being there.
    private const int SignificantDigits = 800;

    public static double ToDouble(in DecimalScan number)
    {
        var magnitude = Magnitude(number);
        if (double.IsNaN(magnitude))
        {
            Span<char> text = stackalloc char[SignificantDigits + 24];
            magnitude = double.Parse(Write(number, text), NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        return number.IsNegative && !number.Digits.IsEmpty ? -magnitude : magnitude;
    }

    public static float ToSingle(in DecimalScan number)
    {
        var magnitude = (float)Magnitude(number);
        if (float.IsNaN(magnitude))
        {
            Span<char> text = stackalloc char[SignificantDigits + 24];
            magnitude = float.Parse(Write(number, text), NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        return number.IsNegative && !number.Digits.IsEmpty ? -magnitude : magnitude;
    }

    // Not a number where the digits decide.
    private static double Magnitude(in DecimalScan number)
    {
        if (number.Digits.IsEmpty || number.IntegerDigits < SmallestMagnitude)
            return 0;
        return number.IntegerDigits > LargestMagnitude ? double.PositiveInfinity : double.NaN;
    }

    private static ReadOnlySpan<char> Write(in DecimalScan number, Span<char> text)
    {
        var digits = number.Digits;
        var length = Math.Min(digits.Length, SignificantDigits);
        digits[..length].CopyTo(text);
        if (digits[length..].ContainsAnyExcept('0'))
            text[length - 1] = text[length - 1] == '0' ? '1' : text[length - 1];
        text[length] = 'E';
        (number.IntegerDigits - length).TryFormat(text[(length + 1)..], out var written, default, CultureInfo.InvariantCulture);
        return text[..(length + 1 + written)];
    }
}
