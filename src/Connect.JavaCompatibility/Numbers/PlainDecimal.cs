using System.Buffers.Text;

namespace Connect.JavaCompatibility.Numbers;

/// <summary>Writes floating-point numbers that are short decimal numbers, such as prices, without the general algorithm.</summary>
/// <remarks>
/// A number that is an integer of so few digits divided by a power of ten (a division that rounds correctly) has that quotient as its only text of
/// that length, and no shorter one as long as the smallest power is taken.
/// </remarks>
internal static class PlainDecimal
{
    private const int MaxFractionDigits = 6;
    private const double MinPlain = 1e-3;
    private const double MaxPlain = 1e7;
    private const double MaxExactDouble = 1e15;
    private const double MaxExactSingle = 1e6;

    /// <summary>Writes a number if it is a short one.</summary>
    /// <param name="value">The number.</param>
    /// <param name="utf8">Where to write; <see cref="JavaNumberText.MaxLength"/> bytes are always enough.</param>
    /// <returns>How many bytes were written; 0 when the number is not a short one.</returns>
    public static int TryWrite(double value, Span<byte> utf8)
    {
        var magnitude = Math.Abs(value);
        if (magnitude is not (>= MinPlain and < MaxPlain))
            return 0;
        var power = 10d;
        for (var digits = 1; digits <= MaxFractionDigits; digits++, power *= 10)
        {
            var scaled = Math.Round(magnitude * power);
            if (scaled < MaxExactDouble && scaled / power == magnitude)
                return Write((long)scaled, (long)power, digits, value < 0, utf8);
        }

        return 0;
    }

    /// <inheritdoc cref="TryWrite(double, Span{byte})"/>
    public static int TryWrite(float value, Span<byte> utf8)
    {
        var magnitude = MathF.Abs(value);
        if (magnitude is not (>= (float)MinPlain and < (float)MaxPlain))
            return 0;
        var power = 10f;
        for (var digits = 1; digits <= MaxFractionDigits; digits++, power *= 10)
        {
            var scaled = (float)Math.Round((double)magnitude * power);
            if (scaled < MaxExactSingle && scaled / power == magnitude)
                return Write((long)scaled, (long)power, digits, value < 0, utf8);
        }

        return 0;
    }

    private static int Write(long scaled, long power, int digits, bool negative, Span<byte> utf8)
    {
        var length = 0;
        if (negative)
            utf8[length++] = (byte)'-';
        var (whole, fraction) = Math.DivRem(scaled, power);
        Utf8Formatter.TryFormat(whole, utf8[length..], out var written);
        length += written;
        utf8[length] = (byte)'.';
        for (var i = length + digits; i > length; i--)
        {
            (fraction, var digit) = Math.DivRem(fraction, 10);
            utf8[i] = (byte)('0' + digit);
        }

        return length + digits + 1;
    }
}
