using System.Globalization;
using System.Numerics;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Data;

public readonly partial record struct ConnectDecimal
{
    // About 1200 digits: more than a floating-point number can tell apart.
    private const long SignificantBits = 4000;

    /// <summary>The nearest double, as <c>BigDecimal.doubleValue</c> has it.</summary>
    /// <returns>The number; infinite or zero where it is out of range.</returns>
    public double ToDouble()
    {
        Span<char> buffer = stackalloc char[StackLength];
        return DecimalToFloat.ToDouble(Digits(buffer));
    }

    /// <summary>The nearest float, as <c>BigDecimal.floatValue</c> has it.</summary>
    /// <returns>The number; infinite or zero where it is out of range.</returns>
    public float ToSingle()
    {
        Span<char> buffer = stackalloc char[StackLength];
        return DecimalToFloat.ToSingle(Digits(buffer));
    }

    /// <summary>The whole part, cut to 64 bits as <c>BigDecimal.longValue</c> does: 2^64 + 5 becomes 5.</summary>
    /// <returns>The number.</returns>
    public long ToInt64()
    {
        if (UnscaledValue.IsZero || IntegerDigits().High <= 0)
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
        if (IntegerDigits().High <= 0)
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

    private DecimalScan Digits(Span<char> buffer)
    {
        var number = BigInteger.Abs(UnscaledValue);
        var scale = Scale;
        if (number.GetBitLength() > SignificantBits)
        {
            var surplus = (int)((number.GetBitLength() - SignificantBits) * 0.301);
            number = BigInteger.DivRem(number, BigInteger.Pow(10, surplus), out var rest);
            // What is cut off only counts as being there.
            number = rest.IsZero || !number.IsEven ? number : number + 1;
            scale = (int)Math.Clamp((long)scale - surplus, int.MinValue, int.MaxValue);
        }

        var digits = number.TryFormat(buffer, out var length, default, CultureInfo.InvariantCulture)
            ? buffer[..length]
            : number.ToString(CultureInfo.InvariantCulture).AsSpan();
        return new DecimalScan { IsNegative = UnscaledValue.Sign < 0, Digits = number.IsZero ? default : digits, Scale = scale };
    }
}
