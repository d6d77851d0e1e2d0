using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes booleans.</summary>
internal sealed class BooleanEncode(Schema schema) : AvroEncode
{
    public override void Write(AvroOutput output, object? value) => output.Boolean(value is bool flag ? flag : throw Mismatch(schema, value));

    public override void WriteField(AvroOutput output, Struct data, int index) => output.Boolean(data.GetBooleanAt(index));
}
