using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes single-precision numbers, and integers that the reader promotes to them.</summary>
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
