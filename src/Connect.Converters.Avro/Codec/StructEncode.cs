using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes structs as records.</summary>
internal sealed class StructEncode(Schema schema) : AvroEncode
{
    private FieldEncode[] _fields = [];

    // The last schema that was found equal, so that it is not compared again for the next struct.
    private Schema? _equal;

    /// <summary>Sets the fields, in the record's order. Separate from the constructor, because the fields of a recursive schema refer to this
    /// node.</summary>
    public void SetFields(FieldEncode[] fields) => _fields = fields;

    public override void Write(AvroOutput output, object? value)
    {
        if (value is not Struct data)
            throw Mismatch(schema, value);
        output.EnterStruct();
        if (!ReferenceEquals(data.Schema, schema) && !ReferenceEquals(data.Schema, _equal))
            Compare(data.Schema);
        foreach (ref readonly var field in _fields.AsSpan())
        {
            if (field.Constant is not null)
                output.Raw(field.Constant);
            else if (data.IsNullAt(field.Index))
                field.Node.Write(output, field.Default);
            else
                field.Node.WriteField(output, data, field.Index);
        }

        output.LeaveStruct();
    }

    private void Compare(Schema other)
    {
        if (!schema.Equals(other))
            throw new DataException($"Mismatching struct schema: {other} where {schema} is expected.");
        _equal = other;
    }
}
