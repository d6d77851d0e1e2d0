using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes maps whose keys are not strings: arrays of records with a key and a value.</summary>
/// <param name="entries">Decodes an entry as a pair.</param>
/// <param name="itemSize">The minimum number of bytes of an entry.</param>
internal sealed class EntriesDecode(EntryDecode entries, int itemSize) : AvroDecode
{
    public override object Read(ref AvroInput input)
    {
        var count = input.Block(itemSize);
        var map = new ConnectMap(count);
        for (; count != 0; count = input.Block(itemSize))
        {
            for (var i = 0; i < count; i++)
            {
                var (key, value) = entries.ReadEntry(ref input);
                map[key!] = value;
            }
        }

        return map;
    }
}
