namespace Connect.Data;

/// <summary>One field's value: a reference, or a mark and 64 bits for the kinds that are kept unboxed.</summary>
internal struct FieldSlot
{
    /// <summary>Stands in <see cref="Reference"/> for a value that is in <see cref="Bits"/>.</summary>
    public static readonly object InBits = new();

    public object? Reference;
    public long Bits;

    private static readonly object True = true;
    private static readonly object False = false;

    public readonly bool IsNull => Reference is null;

    public static bool IsUnboxed(ValueKind kind) => kind is <= ValueKind.Boolean or >= ValueKind.Date;

    public void SetBits(long bits)
    {
        Bits = bits;
        Reference = InBits;
    }

    public readonly object? Box(ValueKind kind)
    {
        if (!ReferenceEquals(Reference, InBits))
            return Reference;
        return kind switch
        {
            ValueKind.Int8 => (sbyte)Bits,
            ValueKind.Int16 => (short)Bits,
            ValueKind.Int32 => (int)Bits,
            ValueKind.Int64 => Bits,
            ValueKind.Float32 => BitConverter.Int32BitsToSingle((int)Bits),
            ValueKind.Float64 => BitConverter.Int64BitsToDouble(Bits),
            ValueKind.Boolean => Bits != 0 ? True : False,
            ValueKind.Date => ConnectInstant.ToDate(Bits),
            ValueKind.Time => ConnectInstant.ToTime(Bits),
            _ => ConnectInstant.ToTimestamp(Bits),
        };
    }

    /// <summary>Stores a value that its schema has accepted.</summary>
    /// <param name="kind">What the schema accepts.</param>
    /// <param name="value">The value in its normal form; null for none.</param>
    public void Set(ValueKind kind, object? value)
    {
        if (value is null || !IsUnboxed(kind))
        {
            Reference = value;
            return;
        }

        SetBits(value switch
        {
            sbyte number => number,
            short number => number,
            int number => number,
            long number => number,
            float number => BitConverter.SingleToInt32Bits(number),
            double number => BitConverter.DoubleToInt64Bits(number),
            bool flag => flag ? 1 : 0,
            _ => ConnectInstant.TryGetUnixMilliseconds(value, out var milliseconds) ? milliseconds : throw new InvalidCastException(),
        });
    }

    public readonly bool ContentEquals(in FieldSlot other, ValueKind kind)
    {
        if (!ReferenceEquals(Reference, InBits) || !ReferenceEquals(other.Reference, InBits))
            return ValueEqualityComparer.ByContent.Equals(Reference, other.Reference);
        // Two NaNs of different bits are the same number; everything else is its bits.
        return Bits == other.Bits
            || (kind is ValueKind.Float32 or ValueKind.Float64 && ValueEqualityComparer.Java.Equals(Box(kind), other.Box(kind)));
    }
}
