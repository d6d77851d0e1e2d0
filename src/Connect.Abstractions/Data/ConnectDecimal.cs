using System.Numerics;

namespace Connect.Data;

/// <summary>A decimal number of any size: an integer divided by a power of ten.</summary>
/// <remarks>
/// The value of Kafka Connect's Decimal, as wide as <c>java.math.BigDecimal</c>. As there, equality includes the scale (1.0 is not 1.00)
/// while comparison does not. Converts from <see cref="decimal"/> implicitly and to it explicitly.
/// </remarks>
/// <param name="UnscaledValue">The integer.</param>
/// <param name="Scale">How many of its digits stand after the point; negative ones stand for zeros before it.</param>
public readonly partial record struct ConnectDecimal(BigInteger UnscaledValue, int Scale)
{
    /// <summary>Takes a CLR decimal over with its scale: 1.50m becomes 150 with scale 2.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator ConnectDecimal(decimal value) => FromDecimal(value);

    /// <summary>Converts to a CLR decimal, exactly.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="OverflowException">The number has more than 28 or 29 digits.</exception>
    public static explicit operator decimal(ConnectDecimal value) => value.ToDecimal();

    /// <summary>Takes a CLR decimal over with its scale: 1.50m becomes 150 with scale 2.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The same number.</returns>
    public static ConnectDecimal FromDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var unscaled = (new BigInteger((uint)bits[2]) << 64) | (new BigInteger((uint)bits[1]) << 32) | (uint)bits[0];
        return new ConnectDecimal(value < 0 ? -unscaled : unscaled, value.Scale);
    }

    /// <summary>The exact value of a floating-point number, as <c>new BigDecimal(double)</c> has it: 0.1 becomes
    /// 0.1000000000000000055511151231257827021181583404541015625.</summary>
    /// <param name="value">A finite number.</param>
    /// <returns>The same number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is infinite or not a number.</exception>
    public static ConnectDecimal FromDouble(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "Infinite or NaN");
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        mantissa = exponent == 0 ? mantissa << 1 : mantissa | 0x10_0000_0000_0000;
        if (mantissa == 0)
            return default;
        exponent -= 1075;
        var zeros = BitOperations.TrailingZeroCount(mantissa);
        BigInteger unscaled = bits < 0 ? -(mantissa >> zeros) : mantissa >> zeros;
        exponent += zeros;
        return exponent >= 0
            ? new ConnectDecimal(unscaled << exponent, 0)
            : new ConnectDecimal(unscaled * BigInteger.Pow(5, -exponent), -exponent);
    }

    /// <summary>Converts to a CLR decimal, exactly.</summary>
    /// <returns>The same number.</returns>
    /// <exception cref="OverflowException">The number has more than 28 or 29 digits.</exception>
    public decimal ToDecimal()
    {
        var (unscaled, scale) = Scale is < 0 or > 28 ? Narrow() : (UnscaledValue, Scale);
        var magnitude = BigInteger.Abs(unscaled);
        if (magnitude.GetBitLength() > 96)
            throw new OverflowException($"The number {ToShortText()} does not fit a decimal.");
        var mask = new BigInteger(uint.MaxValue);
        return new decimal(
            (int)(uint)(magnitude & mask),
            (int)(uint)((magnitude >> 32) & mask),
            (int)(uint)(magnitude >> 64),
            unscaled.Sign < 0,
            (byte)scale);
    }

    private (BigInteger Unscaled, int Scale) Narrow()
    {
        if (UnscaledValue.IsZero)
            return (BigInteger.Zero, Math.Clamp(Scale, 0, 28));
        if (Scale is >= -28 and < 0)
            return (UnscaledValue * BigInteger.Pow(10, -Scale), 0);
        var (unscaled, scale) = (UnscaledValue, Scale);
        while (scale > 28)
        {
            unscaled = BigInteger.DivRem(unscaled, 10, out var digit);
            if (!digit.IsZero)
                throw new OverflowException($"The number {ToShortText()} does not fit a decimal.");
            scale--;
        }

        return scale >= 0 ? (unscaled, scale) : throw new OverflowException($"The number {ToShortText()} does not fit a decimal.");
    }

    // An error message must not print a number of a million digits.
    private string ToShortText() => UnscaledValue.GetBitLength() > 1000 ? $"of {UnscaledValue.GetBitLength()} bits" : ToString();
}
