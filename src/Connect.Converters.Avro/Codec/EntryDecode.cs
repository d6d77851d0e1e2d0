using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes the record of a key and a value that represents a map entry.</summary>
internal sealed class EntryDecode
{
    private FieldDecode[] _fields = [];

    /// <summary>Sets the fields, in the writer's order; index 0 is the key, 1 the value.</summary>
    public void SetFields(FieldDecode[] fields) => _fields = fields;

    public (object? Key, object? Value) ReadEntry(ref AvroInput input)
    {
        AvroDepth.Check();
        input.Spend(1);
        object? key = null, value = null;
        foreach (ref readonly var field in _fields.AsSpan())
        {
            if (field.Node is null)
            {
                field.Skip!.Skip(ref input);
                continue;
            }

            var read = field.Constant is null ? field.Node.Read(ref input) : Constant(field.Node, field.Constant);
            if (field.Index == 0)
                key = read;
            else
                value = read;
        }

        return (key, value);
    }

    private static object? Constant(AvroDecode node, byte[] constant)
    {
        var input = new AvroInput(constant);
        return node.Read(ref input);
    }
}
