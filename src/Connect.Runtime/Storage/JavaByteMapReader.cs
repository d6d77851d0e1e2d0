using System.Buffers.Binary;
using System.Text;

namespace Connect.Runtime.Storage;

/// <summary>Reads a <c>HashMap&lt;byte[], byte[]&gt;</c> in Java's object serialization: the offset file of a standalone worker.</summary>
/// <remarks>Accepts what Java accepts: repeated class descriptions, references to earlier arrays, bytes after the end.</remarks>
internal ref struct JavaByteMapReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly List<object?> _handles = [];
    private int _position;

    /// <summary>Reads from bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    public JavaByteMapReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Reads all entries; an entry with a null key is skipped, as in Java.</summary>
    /// <exception cref="EndOfStreamException">The data is truncated.</exception>
    /// <exception cref="ConnectException">The data is not a serialized map.</exception>
    public List<OffsetEntry> Read()
    {
        ReadMagic();
        Expect(JavaByteMapFormat.Object, "an object");
        var className = ReadClass();
        if (className != JavaByteMapFormat.MapClass)
            throw new ConnectException($"Expected HashMap but found class {className}");
        _handles.Add(null);

        var loadFactor = BitConverter.Int32BitsToSingle(ReadInt32());
        if (!(loadFactor > 0))
            throw new ConnectException($"java.io.InvalidObjectException: Illegal load factor: {loadFactor}");
        ReadInt32();
        Expect(JavaByteMapFormat.BlockData, "the map's size");
        if (ReadByte() != 2 * sizeof(int))
            throw Malformed("the map's size");
        ReadInt32();
        var count = ReadInt32();
        if (count < 0)
            throw new ConnectException($"java.io.InvalidObjectException: Illegal mappings count: {count}");

        var entries = new List<OffsetEntry>(Math.Min(count, _bytes.Length / 2));
        for (var i = 0; i < count; i++)
        {
            var key = ReadArray();
            var value = ReadArray();
            if (key is not null)
                entries.Add(new OffsetEntry(key, value));
        }

        Expect(JavaByteMapFormat.EndBlockData, "the map's end");
        return entries;
    }

    private void ReadMagic()
    {
        var head = Take(2 * sizeof(ushort));
        if (BinaryPrimitives.ReadUInt16BigEndian(head) != JavaByteMapFormat.Magic
            || BinaryPrimitives.ReadUInt16BigEndian(head[2..]) != JavaByteMapFormat.Version)
            throw new ConnectException($"java.io.StreamCorruptedException: invalid stream header: {Convert.ToHexString(head)}");
    }

    private byte[]? ReadArray()
    {
        switch (ReadByte())
        {
            case JavaByteMapFormat.Null:
                return null;
            case JavaByteMapFormat.Reference:
                return ReadHandle() as byte[] ?? throw Malformed("a reference to an array");
            case JavaByteMapFormat.Array:
                if (ReadClass() != JavaByteMapFormat.ArrayClass)
                    throw Malformed("an array of bytes");
                var slot = _handles.Count;
                _handles.Add(null);
                var length = ReadInt32();
                if (length < 0)
                    throw Malformed("the length of an array");
                var array = Take(length).ToArray();
                _handles[slot] = array;
                return array;
            default:
                throw Malformed("an array of bytes");
        }
    }

    private string ReadClass()
    {
        switch (ReadByte())
        {
            case JavaByteMapFormat.Reference:
                return ReadHandle() as string ?? throw Malformed("a reference to a class");
            case JavaByteMapFormat.ClassDescription:
                var name = ReadText();
                Take(sizeof(long));
                _handles.Add(name);
                ReadByte();
                for (var fields = ReadUInt16(); fields > 0; fields--)
                {
                    if (ReadByte() is (byte)'L' or (byte)'[')
                        throw new ConnectException($"Expected HashMap but found class {name}");
                    ReadText();
                }

                Expect(JavaByteMapFormat.EndBlockData, "the end of a class");
                if (ReadByte() != JavaByteMapFormat.Null)
                    throw new ConnectException($"Expected HashMap but found class {name}");
                return name;
            default:
                throw Malformed("a class");
        }
    }

    private object? ReadHandle()
    {
        var index = ReadInt32() - JavaByteMapFormat.FirstHandle;
        return index >= 0 && index < _handles.Count ? _handles[index] : throw Malformed("a reference");
    }

    private string ReadText() => Encoding.UTF8.GetString(Take(ReadUInt16()));

    private byte ReadByte() => Take(1)[0];

    private ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort)));

    private int ReadInt32() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

    private void Expect(byte expected, string what)
    {
        if (ReadByte() != expected)
            throw Malformed(what);
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _bytes.Length - _position)
            throw new EndOfStreamException($"The data ends unexpectedly after {_bytes.Length} bytes.");
        var taken = _bytes.Slice(_position, length);
        _position += length;
        return taken;
    }

    private readonly ConnectException Malformed(string expected) =>
        new($"java.io.StreamCorruptedException: {expected} was expected before byte {_position}");
}
