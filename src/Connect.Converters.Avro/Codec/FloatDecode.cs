using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Single-precision numbers, and whole numbers that a reader has as such.</summary>
internal sealed class FloatDecode(AvroSchemaType written) : AvroDecode
{
    public override object Read(ref AvroInput input) => Number(ref input);

    public override void ReadField(ref AvroInput input, Struct data, int index) => data.SetFloat32At(index, Number(ref input));

    private float Number(ref AvroInput input) => written switch
    {
        AvroSchemaType.Int => input.Int(),
        AvroSchemaType.Long => input.Long(),
        _ => input.Float(),
    };
}
