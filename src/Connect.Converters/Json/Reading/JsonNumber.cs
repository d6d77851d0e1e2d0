namespace Connect.Converters.Json.Reading;

/// <summary>A number as it stands in the text.</summary>
internal readonly ref struct JsonNumber
{
    /// <summary>The number without superfluous leading zeros, but with its sign, which may stand before the rest: see
    /// <see cref="IsNegative"/>.</summary>
    public required ReadOnlySpan<byte> Magnitude { get; init; }

    public required bool IsNegative { get; init; }

    /// <summary>Whether there is neither a fraction nor an exponent.</summary>
    public required bool IsIntegral { get; init; }

    /// <summary>How many digits stand before the point, leading zeros not counted.</summary>
    public required int IntegerDigits { get; init; }

    /// <summary>The low 64 bits of an integral number, which is the number itself if <see cref="FitsInt64"/>.</summary>
    public long LowBits { get; init; }

    public bool FitsInt64 { get; init; }

    public bool FitsInt32 => FitsInt64 && LowBits is >= int.MinValue and <= int.MaxValue;
}
