using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>The struct that stands for a union: its first field with a value decides the branch.</summary>
internal sealed class UnionEncode(Schema schema) : AvroEncode
{
    private (AvroEncode Node, int Branch, object? Default)[] _branches = [];
    private int _nullBranch = -1;

    /// <summary>Sets the branches, one for each field of the struct: after the node is known, since they may lead back to it.</summary>
    /// <param name="branches">How the value of each field is written, as which branch, and what stands for a missing one.</param>
    /// <param name="nullBranch">The branch of null; -1 where null is no value.</param>
    public void SetBranches((AvroEncode Node, int Branch, object? Default)[] branches, int nullBranch)
    {
        _branches = branches;
        _nullBranch = nullBranch;
    }

    /// <summary>Whether the struct has no value in any field although it may be null: at the top that is null itself.</summary>
    public bool IsNull(object? value)
    {
        if (_nullBranch < 0 || value is not Struct data || !schema.Equals(data.Schema))
            return false;
        for (var i = 0; i < _branches.Length; i++)
        {
            if (!data.IsNullAt(i) || _branches[i].Default is not null)
                return false;
        }

        return true;
    }

    public override void Write(AvroOutput output, object? value)
    {
        AvroDepth.Check();
        if (value is Struct data)
        {
            if (!ReferenceEquals(data.Schema, schema) && !schema.Equals(data.Schema))
                throw new DataException($"Mismatching struct schema: {data.Schema} where {schema} is expected.");
            if (WriteBranch(output, data))
                return;
        }
        else if (value is not null)
        {
            throw Mismatch(schema, value);
        }

        output.Long(_nullBranch >= 0 ? _nullBranch : throw new DataException("A union without a value in any of its fields."));
    }

    private bool WriteBranch(AvroOutput output, Struct data)
    {
        for (var i = 0; i < _branches.Length; i++)
        {
            var isNull = data.IsNullAt(i);
            if (isNull && _branches[i].Default is null)
                continue;
            output.Long(_branches[i].Branch);
            if (isNull)
                _branches[i].Node.Write(output, _branches[i].Default);
            else
                _branches[i].Node.WriteField(output, data, i);
            return true;
        }

        return false;
    }
}
