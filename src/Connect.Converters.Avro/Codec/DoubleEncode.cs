using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes double-precision numbers.</summary>
internal sealed class DoubleEncode(Schema schema) : AvroEncode
{
    public override void Write(AvroOutput output, object? value) => output.Double(value is double number ? number : throw Mismatch(schema, value));

    public override void WriteField(AvroOutput output, Struct data, int index) => output.Double(data.GetFloat64At(index));
}
