using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes integers.</summary>
/// <param name="type">The Connect type; a larger number is truncated to its size, as in Confluent's converter.</param>
/// <param name="isLong">Whether the data is a long and may exceed an int.</param>
internal sealed class IntegerDecode(SchemaType type, bool isLong) : AvroDecode
{
    public override object Read(ref AvroInput input)
    {
        var value = isLong ? input.Long() : input.Int();
        return type switch
        {
            SchemaType.Int8 => unchecked((sbyte)value),
            SchemaType.Int16 => unchecked((short)value),
            SchemaType.Int32 => AvroBoxes.Of((int)value),
            _ => AvroBoxes.Of(value),
        };
    }

    public override void ReadField(ref AvroInput input, Struct data, int index)
    {
        var value = isLong ? input.Long() : input.Int();
        switch (type)
        {
            case SchemaType.Int8:
                data.SetInt8At(index, unchecked((sbyte)value));
                break;
            case SchemaType.Int16:
                data.SetInt16At(index, unchecked((short)value));
                break;
            case SchemaType.Int32:
                data.SetInt32At(index, (int)value);
                break;
            default:
                data.SetInt64At(index, value);
                break;
        }
    }
}
