using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Codec;

/// <summary>Avro's binary form, read from bytes that may be damaged or hostile: nothing is allocated for more than they can hold.</summary>
internal ref struct AvroInput(ReadOnlySpan<byte> bytes)
{
    // What takes no bytes, such as an array of nulls or a field that only the reader has, is counted instead.
    private const long FreeBudget = 1_000_000;

    private const int BudgetPerByte = 16;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position = 0;
    private int _structs = 0;
    private long _budget = FreeBudget + ((long)BudgetPerByte * bytes.Length);

    public readonly int Left => _bytes.Length - _position;

    /// <summary>All that is left.</summary>
    public ReadOnlySpan<byte> Rest() => Take(Left);

    /// <summary>Accounts for slots and items, of which there may be more than there are bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Spend(long count)
    {
        _budget -= count;
        if (_budget < 0)
            throw new DataException("An Avro datum unfolds to far more values than its bytes can hold.");
    }

    /// <summary>To be called before the fields of a struct are read, <see cref="LeaveStruct"/> after them.</summary>
    /// <exception cref="DataException">The stack is almost used up.</exception>
    public void EnterStruct()
    {
        if (++_structs > AvroDepth.Safe)
            AvroDepth.Check();
    }

    public void LeaveStruct() => _structs--;

    public bool Boolean() => Take(1)[0] switch
    {
        0 => false,
        1 => true,
        var other => throw new DataException($"{other} is no boolean in Avro data."),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Int()
    {
        var value = Long();
        return (int)value == value ? (int)value : throw new DataException($"The Avro int {value} is out of range.");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Long()
    {
        if (_position < _bytes.Length && _bytes[_position] is < 0x80 and var single)
        {
            _position++;
            return (single >> 1) ^ -(single & 1);
        }

        return Varint();
    }

    public float Float() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>Bytes with their length before them.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(Length());

    public string String() => Encoding.UTF8.GetString(Bytes());

    /// <summary>So many bytes.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > Left)
            throw new DataException($"Avro data ends where {count} more bytes should follow: {Left} are left.");
        var taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }

    /// <summary>The number of items in the next block; 0 after the last one.</summary>
    /// <param name="itemSize">The bytes that an item takes at least.</param>
    /// <exception cref="DataException">The block announces more items than there can be.</exception>
    public int Block(int itemSize)
    {
        var count = Long();
        if (count < 0)
        {
            if (count == long.MinValue)
                throw new DataException("An Avro block announces too many items.");
            count = -count;
            _ = Length();
        }

        if (itemSize == 0)
            Spend(count);
        else if (count > Left / itemSize)
            throw new DataException($"An Avro block announces {count} items, but only {Left} bytes are left.");
        return count <= int.MaxValue ? (int)count : throw new DataException($"An Avro block announces {count} items.");
    }

    /// <summary>Passes over all blocks of a collection that announce their size; gives the count of the first that does not, 0 at the end.</summary>
    public int SkipBlocks(int itemSize)
    {
        while (true)
        {
            var start = _position;
            if (Long() >= 0)
            {
                _position = start;
                return Block(itemSize);
            }

            Take(Length());
        }
    }

    private int Length()
    {
        var length = Long();
        return length >= 0 && length <= Left ? (int)length : throw new DataException($"Avro data announces {length} bytes where {Left} are left.");
    }

    private long Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_position == _bytes.Length)
                throw new DataException("Avro data ends within a number.");
            var b = _bytes[_position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return (long)(value >> 1) ^ -(long)(value & 1);
        }

        throw new DataException("A number of more than ten bytes in Avro data.");
    }
}
