using System.Globalization;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Data;

/// <summary>Reads numbers from text and chooses their types.</summary>
internal static class TextNumber
{
    // A 64-bit integer has no more digits than this.
    private const int WholeDigits = 19;

    /// <summary>Reads a number.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <returns>A whole number in the smallest integer type, another one as FLOAT32, FLOAT64 or Decimal by its size; null if the text is no
    /// number.</returns>
    public static SchemaAndValue? Read(ReadOnlySpan<char> text)
    {
        var buffer = text.Length <= ConnectDecimal.StackLength ? stackalloc char[ConnectDecimal.StackLength] : new char[text.Length];
        if (!DecimalScan.TryRead(text, buffer, out var scan))
            return null;
        if (TryReadWhole(scan, out var whole))
            return Smallest(whole);
        if (scan.Scale != 0)
        {
            if (DecimalToFloat.ToSingle(scan) is var single && float.IsFinite(single))
                return new SchemaAndValue(Schema.Float32, single);
            if (DecimalToFloat.ToDouble(scan) is var wide && double.IsFinite(wide))
                return new SchemaAndValue(Schema.Float64, wide);
        }

        return new SchemaAndValue(LogicalTypes.Decimal(scan.Scale), ConnectDecimal.From(scan));
    }

    private static bool TryReadWhole(in DecimalScan scan, out long number)
    {
        number = 0;
        if (scan.Digits.IsEmpty)
            return true;
        if (scan.IntegerDigits is < 1 or > WholeDigits)
            return false;
        var written = (int)Math.Min(scan.IntegerDigits, scan.Digits.Length);
        if (scan.Digits[written..].ContainsAnyExcept('0'))
            return false;
        var magnitude = ulong.Parse(scan.Digits[..written], NumberStyles.None, CultureInfo.InvariantCulture);
        for (var i = written; i < scan.IntegerDigits; i++)
            magnitude *= 10;
        number = unchecked(scan.IsNegative ? -(long)magnitude : (long)magnitude);
        return magnitude <= (scan.IsNegative ? 1UL << 63 : long.MaxValue);
    }

    private static SchemaAndValue Smallest(long number) => number switch
    {
        >= sbyte.MinValue and <= sbyte.MaxValue => new SchemaAndValue(Schema.Int8, (sbyte)number),
        >= short.MinValue and <= short.MaxValue => new SchemaAndValue(Schema.Int16, (short)number),
        >= int.MinValue and <= int.MaxValue => new SchemaAndValue(Schema.Int32, (int)number),
        _ => new SchemaAndValue(Schema.Int64, number),
    };
}
