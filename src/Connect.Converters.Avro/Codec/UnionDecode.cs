using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes a union: the branch index selects the decoder.</summary>
/// <param name="branches">The decoders in the order of the writer's branches.</param>
internal sealed class UnionDecode(AvroDecode[] branches) : AvroDecode
{
    public override object? Read(ref AvroInput input) => Branch(ref input).Read(ref input);

    public override void ReadField(ref AvroInput input, Struct data, int index) => Branch(ref input).ReadField(ref input, data, index);

    private AvroDecode Branch(ref AvroInput input)
    {
        var branch = input.Int();
        return (uint)branch < (uint)branches.Length
            ? branches[branch]
            : throw new DataException($"The Avro data has branch {branch} of a union with {branches.Length} branches.");
    }
}
