using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Maps whose keys are not text: arrays of records of a key and a value.</summary>
/// <param name="entries">Reads an entry as a struct-less pair.</param>
/// <param name="itemSize">The bytes that an entry takes at least.</param>
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
