using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes bytes with their length, or a fixed number of bytes without it.</summary>
/// <param name="schema">The Connect schema.</param>
/// <param name="size">The size of an Avro fixed; null for Avro bytes.</param>
/// <param name="isBare">Whether the bytes are the whole datum, which is written without its length.</param>
internal sealed class BytesEncode(Schema schema, int? size, bool isBare) : AvroEncode
{
    public override void Write(AvroOutput output, object? value)
    {
        var bytes = value switch
        {
            byte[] array => array,
            ReadOnlyMemory<byte> memory => memory.Span,
            Memory<byte> memory => memory.Span,
            _ => throw Mismatch(schema, value),
        };
        if (size is null && !isBare)
            output.Bytes(bytes);
        else if (size is null || size == bytes.Length)
            output.Raw(bytes);
        else
            throw new DataException($"The Avro fixed {schema.Name} has {size} bytes, but the value has {bytes.Length}.");
    }
}
