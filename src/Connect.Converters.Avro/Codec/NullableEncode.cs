using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes a value or null as a branch of a union.</summary>
/// <param name="schema">The Connect schema.</param>
/// <param name="inner">Encodes a value.</param>
/// <param name="branch">The branch index of values.</param>
/// <param name="nullBranch">The branch index of null; -1 if there is none, or if the Connect schema does not allow null.</param>
internal sealed class NullableEncode(Schema schema, AvroEncode inner, int branch, int nullBranch) : AvroEncode
{
    public override void Write(AvroOutput output, object? value)
    {
        if (value is null)
        {
            output.Long(nullBranch >= 0 ? nullBranch : throw Mismatch(schema, value));
            return;
        }

        output.Long(branch);
        inner.Write(output, value);
    }

    public override void WriteField(AvroOutput output, Struct data, int index)
    {
        output.Long(branch);
        inner.WriteField(output, data, index);
    }
}
