using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes single-precision numbers.</summary>
internal sealed class FloatEncode(Schema schema) : AvroEncode
{
    public override void Write(AvroOutput output, object? value) => output.Float(value is float number ? number : throw Mismatch(schema, value));

    public override void WriteField(AvroOutput output, Struct data, int index) => output.Float(data.GetFloat32At(index));
}
