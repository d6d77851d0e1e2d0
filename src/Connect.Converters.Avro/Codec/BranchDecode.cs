using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>One branch of a union that is a struct in Connect: the value goes into the branch's field.</summary>
/// <param name="schema">The struct's schema.</param>
/// <param name="field">The place of the field.</param>
/// <param name="inner">Reads the value.</param>
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
