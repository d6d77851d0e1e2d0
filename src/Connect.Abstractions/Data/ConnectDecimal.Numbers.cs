using System.Globalization;
using System.Numerics;

namespace Connect.Data;

public readonly partial record struct ConnectDecimal
{
    // Beyond these magnitudes every double is infinite or zero, so that no digits need to be produced.
    private const long LargestMagnitude = 310;
    private const long SmallestMagnitude = -330;

    /// <summary>The nearest double, as <c>BigDecimal.doubleValue</c> has it.</summary>
    /// <returns>The number; infinite or zero where it is out of range.</returns>
    public double ToDouble()
    {
        if (UnscaledValue.IsZero)
            return 0;
        var magnitude = IntegerDigits;
        if (magnitude > LargestMagnitude)
            return UnscaledValue.Sign < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        return magnitude < SmallestMagnitude ? UnscaledValue.Sign < 0 ? -0.0 : 0.0 : double.Parse(ScientificText(), CultureInfo.InvariantCulture);
    }

    /// <summary>The nearest float, as <c>BigDecimal.floatValue</c> has it.</summary>
    /// <returns>The number; infinite or zero where it is out of range.</returns>
    public float ToSingle()
    {
        if (UnscaledValue.IsZero)
            return 0;
        var magnitude = IntegerDigits;
        if (magnitude > LargestMagnitude)
            return UnscaledValue.Sign < 0 ? float.NegativeInfinity : float.PositiveInfinity;
        return magnitude < SmallestMagnitude ? UnscaledValue.Sign < 0 ? -0.0f : 0.0f : float.Parse(ScientificText(), CultureInfo.InvariantCulture);
    }

    /// <summary>The whole part, cut to 64 bits as <c>BigDecimal.longValue</c> does: 2^64 + 5 becomes 5.</summary>
    /// <returns>The number.</returns>
    public long ToInt64()
    {
        if (UnscaledValue.IsZero || IntegerDigits <= 0)
            return 0;
        // Ten to the 64th and above has 64 zero bits at its end.
        if (Scale <= -64)
            return 0;
        return LowBits(Scale <= 0 ? UnscaledValue * BigInteger.Pow(10, -Scale) : BigInteger.Divide(UnscaledValue, BigInteger.Pow(10, Scale)));
    }

    /// <summary>The number as an integer; to be asked only of numbers with few digits before the point.</summary>
    /// <param name="integer">The integer.</param>
    /// <returns>Whether there is no fraction.</returns>
    internal bool TryGetInteger(out BigInteger integer)
    {
        integer = UnscaledValue;
        if (UnscaledValue.IsZero)
            return true;
        if (IntegerDigits <= 0)
            return false;
        if (Scale <= 0)
        {
            integer *= BigInteger.Pow(10, -Scale);
            return true;
        }

        integer = BigInteger.DivRem(UnscaledValue, BigInteger.Pow(10, Scale), out var fraction);
        return fraction.IsZero;
    }

    internal static long LowBits(BigInteger number) => unchecked((long)(ulong)(number & ulong.MaxValue));

    private string ScientificText() => string.Create(CultureInfo.InvariantCulture, $"{UnscaledValue}E{-(long)Scale}");
}
