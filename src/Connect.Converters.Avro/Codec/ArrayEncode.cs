using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes lists as arrays of one block.</summary>
internal sealed class ArrayEncode(Schema schema, AvroEncode items) : AvroEncode
{
    public override void Write(AvroOutput output, object? value)
    {
        AvroDepth.Check();
        var list = value as IReadOnlyList<object?> ?? schema.Normalize(value) as IReadOnlyList<object?> ?? throw Mismatch(schema, value);
        var count = list.Count;
        if (count > 0)
        {
            output.Long(count);
            if (list is object?[] array)
            {
                foreach (var item in array)
                    items.Write(output, item);
            }
            else
            {
                for (var i = 0; i < count; i++)
                    items.Write(output, list[i]);
            }
        }

        output.Byte(0);
    }
}
