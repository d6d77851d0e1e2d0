using System.Globalization;
using System.Numerics;
using System.Text;

namespace Connect.JavaCompatibility.Numbers;

/// <summary>Writes large integers in less than quadratic time, by cutting them in halves: <see cref="BigInteger.ToString()"/> takes seconds for some
/// hundred thousand digits.</summary>
internal static class BigIntegerText
{
    private const int PlainBits = 20_000;
    private const double DigitsPerBit = 0.30102999566398120;

    public static string Of(BigInteger number)
    {
        if (number.GetBitLength() <= PlainBits)
            return number.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        if (number.Sign < 0)
            text.Append('-');
        Append(text, BigInteger.Abs(number), width: 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, BigInteger number, int width)
    {
        if (number.GetBitLength() <= PlainBits)
        {
            var digits = number.ToString(CultureInfo.InvariantCulture);
            text.Append('0', Math.Max(0, width - digits.Length)).Append(digits);
            return;
        }

        var half = (int)(number.GetBitLength() * DigitsPerBit / 2);
        var high = BigInteger.DivRem(number, BigInteger.Pow(10, half), out var low);
        Append(text, high, Math.Max(0, width - half));
        Append(text, low, half);
    }
}
