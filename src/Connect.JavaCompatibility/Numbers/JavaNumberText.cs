using System.Globalization;
using System.Text;

namespace Connect.JavaCompatibility.Numbers;

/// <summary>Writes floating-point numbers as Java 19 and newer do: <c>1.0E10</c>, <c>0.001</c>, <c>NaN</c>, <c>-Infinity</c>, with the fewest digits
/// that read back.</summary>
/// <remarks>Corresponds to <c>Double.toString</c> and <c>Float.toString</c>. The span overloads allocate nothing. Numbers as record keys are hashed
/// to partitions by this text.</remarks>
internal static class JavaNumberText
{
    /// <summary>How many characters or bytes any number needs at most.</summary>
    public const int MaxLength = 26;

    /// <summary>The text of a number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The text.</returns>
    public static string Format(double value)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(buffer[..Write(value, buffer)]);
    }

    /// <inheritdoc cref="Format(double)"/>
    public static string Format(float value)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(buffer[..Write(value, buffer)]);
    }

    /// <summary>Writes the text of a number as ASCII, which is UTF-8.</summary>
    /// <param name="value">The number.</param>
    /// <param name="utf8">Where to write; <see cref="MaxLength"/> bytes are always enough.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room for the text.</exception>
    public static int Write(double value, Span<byte> utf8)
    {
        if (!double.IsFinite(value))
            return WriteSpecial(double.IsNaN(value), value < 0, utf8);
        if (PlainDecimal.TryWrite(value, utf8) is var length and > 0)
            return length;
        Span<byte> shortest = stackalloc byte[32];
        value.TryFormat(shortest, out length, default, CultureInfo.InvariantCulture);
        var number = DecimalDigits.Parse(shortest[..length]);
        if (number.Count == 1 && Math.Abs(value) is > 0 and < 1e-300)
        {
            // Java looks for the nearest of the two-digit texts when one digit would do: 4.9E-324, not 5.0E-324.
            value.TryFormat(shortest, out length, "E1", CultureInfo.InvariantCulture);
            number = DecimalDigits.Parse(shortest[..length]);
        }

        return number.Write(utf8);
    }

    /// <inheritdoc cref="Write(double, Span{byte})"/>
    public static int Write(float value, Span<byte> utf8)
    {
        if (!float.IsFinite(value))
            return WriteSpecial(float.IsNaN(value), value < 0, utf8);
        if (PlainDecimal.TryWrite(value, utf8) is var length and > 0)
            return length;
        Span<byte> shortest = stackalloc byte[32];
        value.TryFormat(shortest, out length, default, CultureInfo.InvariantCulture);
        var number = DecimalDigits.Parse(shortest[..length]);
        if (number.Count == 1 && MathF.Abs(value) is > 0 and < 1e-36f)
        {
            value.TryFormat(shortest, out length, "E1", CultureInfo.InvariantCulture);
            number = DecimalDigits.Parse(shortest[..length]);
        }

        return number.Write(utf8);
    }

    private static int WriteSpecial(bool isNaN, bool isNegative, Span<byte> utf8)
    {
        var text = isNaN ? "NaN"u8 : isNegative ? "-Infinity"u8 : "Infinity"u8;
        text.CopyTo(utf8);
        return text.Length;
    }
}
