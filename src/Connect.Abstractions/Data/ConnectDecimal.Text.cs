using System.Globalization;
using System.Numerics;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Data;

public readonly partial record struct ConnectDecimal
{
    /// <summary>The number as <c>BigDecimal.toString</c> prints it: with an exponent where the scale is negative or the number very small.</summary>
    /// <returns>The text, which <see cref="Parse(ReadOnlySpan{char})"/> reads back with the same scale.</returns>
    public override string ToString()
    {
        var digits = BigIntegerText.Of(BigInteger.Abs(UnscaledValue));
        var sign = UnscaledValue.Sign < 0 ? "-" : "";
        if (Scale == 0)
            return sign + digits;
        var exponent = -(long)Scale + (digits.Length - 1);
        if (Scale > 0 && exponent >= -6)
            return sign + WithPoint(digits, Scale);
        var mantissa = digits.Length > 1 ? $"{digits[0]}.{digits.AsSpan(1)}" : digits;
        return exponent == 0
            ? sign + mantissa : string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa}E{(exponent > 0 ? "+" : "")}{exponent}");
    }

    /// <summary>The number without an exponent, as <c>BigDecimal.toPlainString</c> prints it.</summary>
    /// <remarks>The length grows with the scale: 1E+1000000 is a million digits.</remarks>
    /// <returns>The text.</returns>
    public string ToPlainString()
    {
        var digits = BigIntegerText.Of(BigInteger.Abs(UnscaledValue));
        var sign = UnscaledValue.Sign < 0 ? "-" : "";
        return Scale switch
        {
            > 0 => sign + WithPoint(digits, Scale),
            < 0 when !UnscaledValue.IsZero => sign + digits + new string('0', -Scale),
            _ => sign + digits,
        };
    }

    private static string WithPoint(string digits, int scale) => digits.Length > scale
        ? $"{digits.AsSpan(0, digits.Length - scale)}.{digits.AsSpan(digits.Length - scale)}"
        : $"0.{new string('0', scale - digits.Length)}{digits}";
}
