using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Codec;

/// <summary>Writes the Avro binary encoding to a growing buffer, which each thread reuses for its next datum.</summary>
internal sealed class AvroOutput
{
    private const int InitialSize = 512;

    // A larger buffer is not reused, so that one large record does not occupy memory for ever.
    private const int MaxKeptSize = 1 << 20;

    // Up to this length, reserving the worst case is cheaper than counting bytes first.
    private const int LongText = 4096;

    private const int ShortText = 16;

    private const int MaxVarint = 10;
    private const int MaxBytesPerChar = 3;

    // Java writes an unpaired surrogate as a question mark.
    private static readonly Encoding Utf8 = Encoding.GetEncoding("utf-8", new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback);

    [ThreadStatic]
    private static AvroOutput? _cached;

    private byte[] _buffer = new byte[InitialSize];
    private int _position;
    private int _structs;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _position);

    /// <summary>Rents the thread's output, or creates a new one while it is in use.</summary>
    public static AvroOutput Rent()
    {
        var output = _cached ?? new AvroOutput();
        _cached = null;
        output._position = 0;
        output._structs = 0;
        return output;
    }

    public void Return()
    {
        if (_buffer.Length <= MaxKeptSize)
            _cached = this;
    }

    /// <summary>Call it before the fields of a struct are written, and <see cref="LeaveStruct"/> after them.</summary>
    /// <exception cref="DataException">The stack is almost exhausted.</exception>
    public void EnterStruct()
    {
        if (++_structs > AvroDepth.Safe)
            AvroDepth.Check();
    }

    public void LeaveStruct() => _structs--;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Byte(byte value)
    {
        if (_position == _buffer.Length)
            Grow(1);
        _buffer[_position++] = value;
    }

    public void Boolean(bool value) => Byte(value ? (byte)1 : (byte)0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Long(long value)
    {
        var zigzag = (ulong)((value << 1) ^ (value >> 63));
        if (zigzag < 0x80)
            Byte((byte)zigzag);
        else
            Varint(zigzag);
    }

    public void Float(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(Reserve(sizeof(float)), value);
        _position += sizeof(float);
    }

    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Reserve(sizeof(double)), value);
        _position += sizeof(double);
    }

    /// <summary>Writes bytes without their length.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _position += bytes.Length;
    }

    /// <summary>Writes one byte repeatedly.</summary>
    public void Fill(byte value, int count)
    {
        Reserve(count)[..count].Fill(value);
        _position += count;
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Long(bytes.Length);
        Raw(bytes);
    }

    public void String(string value)
    {
        if (value.Length > LongText)
        {
            LongString(value);
            return;
        }

        if (value.Length <= ShortText && ShortString(value))
            return;

        // Most strings are ASCII: their length in bytes equals that in characters, so they can be written directly to their final position.
        var room = Reserve(MaxVarint + (value.Length * MaxBytesPerChar));
        var prefix = VarintLength((uint)value.Length << 1);
        if (System.Text.Unicode.Utf8.FromUtf16(value, room[prefix..], out _, out var length, replaceInvalidSequences: false) != OperationStatus.Done)
            length = Utf8.GetBytes(value, room[prefix..]);
        var actual = VarintLength((uint)length << 1);
        if (actual != prefix)
            room.Slice(prefix, length).CopyTo(room[actual..]);
        Long(length);
        _position += length;
    }

    /// <summary>Writes short ASCII strings in a loop, which is faster than an encoder call.</summary>
    private bool ShortString(string value)
    {
        var room = Reserve(1 + ShortText);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c >= 0x80)
                return false;
            room[i + 1] = (byte)c;
        }

        room[0] = (byte)(value.Length << 1);
        _position += 1 + value.Length;
        return true;
    }

    private void LongString(string value)
    {
        var count = Utf8.GetByteCount(value);
        Long(count);
        _position += Utf8.GetBytes(value, Reserve(count));
    }

    private void Varint(ulong value)
    {
        if (_buffer.Length - _position < MaxVarint)
            Grow(MaxVarint);
        var buffer = _buffer;
        var position = _position;
        while (value >= 0x80)
        {
            buffer[position++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[position++] = (byte)value;
        _position = position;
    }

    private static int VarintLength(uint value) => value < 0x80 ? 1 : value < 0x4000 ? 2 : 3;

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _position < count)
            Grow(count);
        return _buffer.AsSpan(_position);
    }

    private void Grow(int count)
    {
        var needed = (long)_position + count;
        if (needed > Array.MaxLength)
            throw new DataException($"The Avro datum exceeds {Array.MaxLength} bytes.");
        Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _buffer.Length)));
    }
}
