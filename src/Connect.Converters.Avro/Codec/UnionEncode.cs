using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes the struct that represents a union: its first field that is not null determines the branch.</summary>
internal sealed class UnionEncode(Schema schema) : AvroEncode
{
    private (AvroEncode Node, int Branch, object? Default)[] _branches = [];
    private int _nullBranch = -1;

    /// <summary>Sets the branches, one for each field of the struct. Separate from the constructor, because the branches of a recursive schema refer
    /// to this node.</summary>
    /// <param name="branches">For each field: how its value is encoded, its branch index, and the default of a missing value.</param>
    /// <param name="nullBranch">The branch index of null; -1 if null is not allowed.</param>
    public void SetBranches((AvroEncode Node, int Branch, object? Default)[] branches, int nullBranch)
    {
        _branches = branches;
        _nullBranch = nullBranch;
    }

    /// <summary>Whether the struct is nullable and all its fields are null: at the top level this means null.</summary>
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

        output.Long(_nullBranch >= 0 ? _nullBranch : throw new DataException("The struct for an Avro union has no value in any of its fields."));
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
