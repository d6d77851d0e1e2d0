using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes a branch of a union that is a struct in Connect: the value becomes the branch's field.</summary>
/// <param name="schema">The struct's schema.</param>
/// <param name="field">The index of the field.</param>
/// <param name="inner">Decodes the value.</param>
internal sealed class BranchDecode(Schema schema, int field, AvroDecode inner) : AvroDecode
{
    public override object Read(ref AvroInput input)
    {
        AvroDepth.Check();
        input.Spend(schema.Fields.Count);
        var data = new Struct(schema);
        inner.ReadField(ref input, data, field);
        return data;
    }
}
