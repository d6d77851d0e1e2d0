using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes strings.</summary>
internal sealed class StringEncode(Schema schema) : AvroEncode
{
    public override void Write(AvroOutput output, object? value) => output.String(value as string ?? throw Mismatch(schema, value));
}
