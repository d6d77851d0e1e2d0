namespace Connect.Data;

/// <summary>Reads numbers from text and chooses their types.</summary>
internal static class TextNumber
{
    // One more digit than a 64-bit integer has at most.
    private const long WholeMagnitude = 20;

    /// <summary>Reads a number.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <returns>A whole number in the smallest integer type, another one as FLOAT32, FLOAT64 or Decimal by its size; null when the text is no number.</returns>
    public static SchemaAndValue? Read(ReadOnlySpan<char> text)
    {
        if (!ConnectDecimal.TryParse(text, out var number))
            return null;
        if (ReadWhole(number) is { } whole)
            return whole;
        if (number.Scale != 0)
        {
            if (number.ToSingle() is var single && float.IsFinite(single))
                return new SchemaAndValue(Schema.Float32, single);
            if (number.ToDouble() is var wide && double.IsFinite(wide))
                return new SchemaAndValue(Schema.Float64, wide);
        }

        return new SchemaAndValue(LogicalTypes.Decimal(number.Scale), number);
    }

    private static SchemaAndValue? ReadWhole(ConnectDecimal number)
    {
        if (number.UnscaledValue.IsZero)
            return Smallest(0);
        if (number.IntegerDigits is < 1 or > WholeMagnitude)
            return null;
        return number.TryGetInteger(out var whole) && whole >= long.MinValue && whole <= long.MaxValue ? Smallest((long)whole) : null;
    }

    private static SchemaAndValue Smallest(long number) => number switch
    {
        >= sbyte.MinValue and <= sbyte.MaxValue => new SchemaAndValue(Schema.Int8, (sbyte)number),
        >= short.MinValue and <= short.MaxValue => new SchemaAndValue(Schema.Int16, (short)number),
        >= int.MinValue and <= int.MaxValue => new SchemaAndValue(Schema.Int32, (int)number),
        _ => new SchemaAndValue(Schema.Int64, number),
    };
}
