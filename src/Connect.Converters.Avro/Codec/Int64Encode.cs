using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes 64-bit integers as int or long, which have the same encoding.</summary>
internal sealed class Int64Encode(Schema schema) : AvroEncode
{
    public override void Write(AvroOutput output, object? value) => output.Long(value is long number ? number : throw Mismatch(schema, value));

    public override void WriteField(AvroOutput output, Struct data, int index) => output.Long(data.GetInt64At(index));
}
