using System.Globalization;
using System.Numerics;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Data;

public readonly partial record struct ConnectDecimal
{
    internal const int StackLength = 256;

    /// <summary>Reads what <c>new BigDecimal(String)</c> reads: digits with an optional sign, point and exponent; the digits decide the
    /// scale.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <returns>The number.</returns>
    /// <exception cref="FormatException">The text is not such a number, or its scale is not a 32-bit integer.</exception>
    public static ConnectDecimal Parse(ReadOnlySpan<char> text) => TryParse(text, out var result)
        ? result
        : throw new FormatException("The text is not a decimal number.");

    /// <summary>Reads what <c>new BigDecimal(String)</c> reads.</summary>
    /// <remarks>Takes time and room for the digits that are written, whatever the exponent: 1e999999999 costs as much as 1e9.</remarks>
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="result">The number.</param>
    /// <returns>Whether the text is a number.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ConnectDecimal result)
    {
        result = default;
        var buffer = text.Length <= StackLength ? stackalloc char[StackLength] : new char[text.Length];
        if (!DecimalScan.TryRead(text, buffer, out var scan))
            return false;
        result = From(scan);
        return true;
    }

    internal static ConnectDecimal From(in DecimalScan scan)
    {
        var magnitude = scan.Digits.Length switch
        {
            0 => BigInteger.Zero,
            <= 18 => long.Parse(scan.Digits, NumberStyles.None, CultureInfo.InvariantCulture),
            _ => BigInteger.Parse(scan.Digits, NumberStyles.None, CultureInfo.InvariantCulture),
        };
        return new ConnectDecimal(scan.IsNegative ? -magnitude : magnitude, scan.Scale);
    }
}
