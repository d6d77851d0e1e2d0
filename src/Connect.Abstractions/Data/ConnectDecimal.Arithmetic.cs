using System.Numerics;

namespace Connect.Data;

public readonly partial record struct ConnectDecimal : IComparable<ConnectDecimal>
{
    /// <summary>Compares two numbers by value.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the first is smaller.</returns>
    public static bool operator <(ConnectDecimal left, ConnectDecimal right) => left.CompareTo(right) < 0;

    /// <summary>Compares two numbers by value.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the first is larger.</returns>
    public static bool operator >(ConnectDecimal left, ConnectDecimal right) => left.CompareTo(right) > 0;

    /// <summary>Compares two numbers by value.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the first is not larger.</returns>
    public static bool operator <=(ConnectDecimal left, ConnectDecimal right) => left.CompareTo(right) <= 0;

    /// <summary>Compares two numbers by value.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether the first is not smaller.</returns>
    public static bool operator >=(ConnectDecimal left, ConnectDecimal right) => left.CompareTo(right) >= 0;

    /// <summary>Compares by value, whatever the scales are: 1.0 and 1.00 compare as the same number, though they are not equal.</summary>
    /// <param name="other">The other number.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(ConnectDecimal other)
    {
        var signs = UnscaledValue.Sign.CompareTo(other.UnscaledValue.Sign);
        if (signs != 0 || UnscaledValue.IsZero)
            return signs;
        if (Scale == other.Scale)
            return UnscaledValue.CompareTo(other.UnscaledValue);
        // Numbers of clearly different magnitude are told apart before anything is multiplied: the scales may be huge.
        var (low, high) = IntegerDigits();
        var (otherLow, otherHigh) = other.IntegerDigits();
        if (low > otherHigh || high < otherLow)
            return low > otherHigh ? UnscaledValue.Sign : -UnscaledValue.Sign;
        return Scale < other.Scale
            ? (UnscaledValue * BigInteger.Pow(10, other.Scale - Scale)).CompareTo(other.UnscaledValue)
            : UnscaledValue.CompareTo(other.UnscaledValue * BigInteger.Pow(10, Scale - other.Scale));
    }

    /// <summary>Between which numbers the count of digits before the point lies; not positive for numbers below 1, to be asked of other numbers than
    /// zero.</summary>
    /// <returns>Two bounds, at most two apart.</returns>
    internal (long Low, long High) IntegerDigits()
    {
        const double DigitsPerBit = 0.30102999566398120;
        var bits = BigInteger.Abs(UnscaledValue).GetBitLength();
        return ((long)((bits - 1) * DigitsPerBit) + 1 - Scale, (long)(bits * DigitsPerBit) + 1 - Scale);
    }
}
