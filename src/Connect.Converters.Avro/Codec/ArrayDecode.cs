namespace Connect.Converters.Avro.Codec;

/// <summary>Decodes arrays to lists.</summary>
/// <param name="items">Decodes an item.</param>
/// <param name="itemSize">The minimum number of bytes of an item.</param>
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
            // A block may hold one item: doubling keeps many blocks linear.
            if (length + count > list.Length)
                Array.Resize(ref list, Math.Max(checked(length + count), (int)Math.Min(2L * list.Length, Array.MaxLength)));
            for (var end = length + count; length < end; length++)
                list[length] = items.Read(ref input);
            count = input.Block(itemSize);
        }
        while (count != 0);
        Array.Resize(ref list, length);
        return list;
    }
}
