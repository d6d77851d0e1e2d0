using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes records to structs.</summary>
internal sealed class StructDecode(Schema schema) : AvroDecode
{
    private readonly int _slots = schema.Fields.Count;
    private FieldDecode[] _fields = [];

    /// <summary>Sets the fields, in the writer's order. Separate from the constructor, because the fields of a recursive schema refer to this
    /// node.</summary>
    public void SetFields(FieldDecode[] fields) => _fields = fields;

    public override object Read(ref AvroInput input)
    {
        input.EnterStruct();
        input.Spend(1 + _slots);
        var data = new Struct(schema);
        foreach (ref readonly var field in _fields.AsSpan())
        {
            if (field.Node is null)
                field.Skip!.Skip(ref input);
            else if (field.Constant is null)
                field.Node.ReadField(ref input, data, field.Index);
            else
                ReadConstant(field.Node, field.Constant, data, field.Index);
        }

        input.LeaveStruct();
        return data;
    }

    private static void ReadConstant(AvroDecode node, byte[] constant, Struct data, int index)
    {
        AvroDepth.Check();
        var input = new AvroInput(constant);
        node.ReadField(ref input, data, index);
    }
}
