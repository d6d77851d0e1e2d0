using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes a value without a schema: the first field of the record that is not null.</summary>
internal sealed class AnythingDecode : AvroDecode
{
    public static readonly AnythingDecode Instance = new();

    private const int ItemSize = 9;

    public override object? Read(ref AvroInput input)
    {
        AvroDepth.Check();
        object? value = null;
        for (var field = 0; field < 9; field++)
        {
            switch (input.Int())
            {
                case 0:
                    break;
                case 1:
                    var read = Field(ref input, field);
                    value ??= read;
                    break;
                default:
                    throw new DataException("The Avro data has an invalid branch in a field of the record Anything.");
            }
        }

        return value;
    }

    private object Field(ref AvroInput input, int field) => field switch
    {
        0 => AvroBoxes.Of(input.Boolean()),
        1 => input.Bytes().ToArray(),
        2 => input.Double(),
        3 => input.Float(),
        4 => AvroBoxes.Of(input.Int()),
        5 => AvroBoxes.Of(input.Long()),
        6 => input.String(),
        7 => List(ref input),
        _ => Map(ref input),
    };

    private List<object?> List(ref AvroInput input)
    {
        var list = new List<object?>();
        for (var count = input.Block(ItemSize); count != 0; count = input.Block(ItemSize))
        {
            for (var i = 0; i < count; i++)
                list.Add(Read(ref input));
        }

        return list;
    }

    private ConnectMap Map(ref AvroInput input)
    {
        var map = new ConnectMap();
        for (var count = input.Block(2 * ItemSize); count != 0; count = input.Block(2 * ItemSize))
        {
            for (var i = 0; i < count; i++)
            {
                var key = Read(ref input);
                map[key!] = Read(ref input);
            }
        }

        return map;
    }
}
