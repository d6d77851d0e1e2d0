using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes double-precision numbers, and narrower numbers that the reader promotes to them.</summary>
internal sealed class DoubleDecode(AvroSchemaType written) : AvroDecode
{
    public override object Read(ref AvroInput input) => Number(ref input);

    public override void ReadField(ref AvroInput input, Struct data, int index) => data.SetFloat64At(index, Number(ref input));

    private double Number(ref AvroInput input) => written switch
    {
        AvroSchemaType.Int => input.Int(),
        AvroSchemaType.Long => input.Long(),
        AvroSchemaType.Float => input.Float(),
        _ => input.Double(),
    };
}
