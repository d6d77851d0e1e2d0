using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes null, which has no bytes.</summary>
internal sealed class NullDecode : AvroDecode
{
    public static readonly NullDecode Instance = new();

    public override object? Read(ref AvroInput input) => null;

    public override void ReadField(ref AvroInput input, Struct data, int index)
    {
    }
}
