using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes Avro maps.</summary>
/// <param name="values">Decodes a value.</param>
/// <param name="itemSize">The minimum number of bytes of an entry.</param>
internal sealed class MapDecode(AvroDecode values, int itemSize) : AvroDecode
{
    private readonly AvroKeyCache _keys = new();

    public override object Read(ref AvroInput input)
    {
        var count = input.Block(itemSize);
        var map = new ConnectMap(count);
        for (; count != 0; count = input.Block(itemSize))
        {
            for (var i = 0; i < count; i++)
            {
                var key = _keys.Get(input.Bytes());
                map[key] = values.Read(ref input);
            }
        }

        return map;
    }
}
