using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes maps as one block, in the order of their keys: an Avro map, or an array of records if the keys are not strings.</summary>
/// <param name="schema">The Connect schema.</param>
/// <param name="keys">Encodes a key; null for an Avro map, whose keys are strings.</param>
/// <param name="values">Encodes a value.</param>
/// <param name="valueFirst">Whether a record has the value before the key.</param>
internal sealed class MapEncode(Schema schema, AvroEncode? keys, AvroEncode values, bool valueFirst) : AvroEncode
{
    public override void Write(AvroOutput output, object? value)
    {
        AvroDepth.Check();
        var map = value as IReadOnlyDictionary<object, object?>
            ?? schema.Normalize(value) as IReadOnlyDictionary<object, object?> ?? throw Mismatch(schema, value);
        if (map.Count > 0)
        {
            output.Long(map.Count);
            if (map is ConnectMap entries)
            {
                foreach (var (key, item) in entries)
                    Entry(output, key, item);
            }
            else
            {
                foreach (var (key, item) in map)
                    Entry(output, key, item);
            }
        }

        output.Byte(0);
    }

    private void Entry(AvroOutput output, object? key, object? value)
    {
        if (valueFirst)
            values.Write(output, value);
        if (keys is null)
            output.String(key as string ?? throw Mismatch(schema.KeySchema!, key));
        else
            keys.Write(output, key);
        if (!valueFirst)
            values.Write(output, value);
    }
}
