using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes booleans.</summary>
internal sealed class BooleanDecode : AvroDecode
{
    public static readonly BooleanDecode Instance = new();

    public override object Read(ref AvroInput input) => AvroBoxes.Of(input.Boolean());

    public override void ReadField(ref AvroInput input, Struct data, int index) => data.SetBooleanAt(index, input.Boolean());
}
