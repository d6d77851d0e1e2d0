namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes bytes.</summary>
/// <param name="size">The size of an Avro fixed; null for Avro bytes.</param>
/// <param name="isBare">Whether the bytes are the whole datum, which is written without its length.</param>
internal sealed class BytesDecode(int? size, bool isBare) : AvroDecode
{
    public override object Read(ref AvroInput input) => Span(ref input, size, isBare).ToArray();

    public static ReadOnlySpan<byte> Span(ref AvroInput input, int? size, bool isBare) =>
        size is { } count ? input.Take(count) : isBare ? input.Take(input.Left) : input.Bytes();
}
