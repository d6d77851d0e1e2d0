using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Codec;

/// <summary>Reads the Avro binary encoding from bytes that may be corrupt or hostile: never allocates more than their length justifies.</summary>
internal ref struct AvroInput(ReadOnlySpan<byte> bytes)
{
    // Values without bytes, such as an array of nulls or a field that only the reader has, are counted instead.
    private const long FreeBudget = 1_000_000;

    private const int BudgetPerByte = 16;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position = 0;
    private int _structs = 0;
    private long _budget = FreeBudget + ((long)BudgetPerByte * bytes.Length);

    public readonly int Left => _bytes.Length - _position;

    /// <summary>The remaining bytes.</summary>
    public ReadOnlySpan<byte> Rest() => Take(Left);

    /// <summary>Counts slots and items, of which there may be more than bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Spend(long count)
    {
        _budget -= count;
        if (_budget < 0)
            throw new DataException("An Avro datum expands to far more values than its bytes can contain.");
    }

    /// <summary>Call it before the fields of a struct are read, and <see cref="LeaveStruct"/> after them.</summary>
    /// <exception cref="DataException">The stack is almost exhausted.</exception>
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
        var other => throw new DataException($"The Avro data has the value {other} for a boolean."),
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

    /// <summary>Reads bytes that are preceded by their length.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(Length());

    public string String() => Encoding.UTF8.GetString(Bytes());

    /// <summary>Reads a number of bytes.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > Left)
            throw new DataException($"Avro data ends where {count} more bytes should follow: {Left} are left.");
        var taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }

    /// <summary>The number of items in the next block; 0 after the last one.</summary>
    /// <param name="itemSize">The minimum number of bytes of an item.</param>
    /// <exception cref="DataException">The block declares more items than the remaining bytes can contain.</exception>
    public int Block(int itemSize)
    {
        var count = Long();
        if (count < 0)
        {
            if (count == long.MinValue)
                throw new DataException("An Avro block declares too many items.");
            count = -count;
            _ = Length();
        }

        if (itemSize == 0)
            Spend(count);
        else if (count > Left / itemSize)
            throw new DataException($"An Avro block declares {count} items, but only {Left} bytes are left.");
        return count <= int.MaxValue ? (int)count : throw new DataException($"An Avro block declares {count} items.");
    }

    /// <summary>Skips all blocks of a collection that declare their size. Returns the item count of the first block that does not; 0 at the
    /// end.</summary>
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
        return length >= 0 && length <= Left ? (int)length : throw new DataException($"The Avro data declares a length of {length} bytes, but only "
            + $"{Left} are left.");
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

        throw new DataException("The Avro data contains a number of more than ten bytes.");
    }
}
