namespace Connect.Converters.Avro.Codec;

/// <summary>Arrays as lists.</summary>
/// <param name="items">Reads an item.</param>
/// <param name="itemSize">The bytes that an item takes at least.</param>
internal sealed class ArrayDecode(AvroDecode items, int itemSize) : AvroDecode
{
    public override object Read(ref AvroInput input)
    {
        var count = input.Block(itemSize);
        if (count == 0)
            return Array.Empty<object?>();
        var list = new object?[count];
        var length = 0;
        do
        {
            if (length + count > list.Length)
                Array.Resize(ref list, checked(length + count));
            for (var end = length + count; length < end; length++)
                list[length] = items.Read(ref input);
            count = input.Block(itemSize);
        }
        while (count != 0);
        return list;
    }
}
