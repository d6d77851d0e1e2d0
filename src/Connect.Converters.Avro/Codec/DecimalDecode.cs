using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes decimals with the scale of the Connect schema.</summary>
/// <param name="schema">The Connect schema.</param>
/// <param name="size">The size of an Avro fixed; null for Avro bytes.</param>
/// <param name="isBare">Whether the bytes are the whole datum, which is written without its length.</param>
internal sealed class DecimalDecode(Schema schema, int? size, bool isBare) : AvroDecode
{
    public override object Read(ref AvroInput input) => DecimalLogicalType.ToLogical(schema, BytesDecode.Span(ref input, size, isBare));
}
