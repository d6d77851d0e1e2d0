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
        // Numbers of different magnitude are told apart before anything is multiplied: the scales may be huge.
        var magnitude = IntegerDigits.CompareTo(other.IntegerDigits);
        if (magnitude != 0)
            return UnscaledValue.Sign * magnitude;
        return Scale < other.Scale
            ? (UnscaledValue * BigInteger.Pow(10, other.Scale - Scale)).CompareTo(other.UnscaledValue)
            : UnscaledValue.CompareTo(other.UnscaledValue * BigInteger.Pow(10, Scale - other.Scale));
    }

    internal long IntegerDigits => UnscaledValue.IsZero ? 0 : DigitCount(BigInteger.Abs(UnscaledValue)) - Scale;

    private static long DigitCount(BigInteger positive)
    {
        var estimate = (long)(positive.GetBitLength() * 0.30102999566398120);
        return positive >= BigInteger.Pow(10, (int)estimate) ? estimate + 1 : estimate;
    }
}
