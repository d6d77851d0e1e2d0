using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>64-bit numbers as int or long, which are written alike.</summary>
internal sealed class Int64Encode(Schema schema) : AvroEncode
{
    public override void Write(AvroOutput output, object? value) => output.Long(value is long number ? number : throw Mismatch(schema, value));

    public override void WriteField(AvroOutput output, Struct data, int index) => output.Long(data.GetInt64At(index));
}
