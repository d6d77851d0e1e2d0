using System.Buffers.Text;
using System.Text;
using Connect.Data;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Converters.Json.Writing;

/// <summary>A growing buffer of JSON text that is used again for the next record; and where in the value the writer is, for error messages.</summary>
internal sealed partial class JsonOutput
{
    /// <summary>How deep arrays and objects may lie in each other; Jackson's limit.</summary>
    public const int MaxDepth = 1000;

    private const int InitialSize = 512;

    // A buffer that one huge record has blown up is not kept for the small ones after it.
    private const int MaxKeptSize = 1024 * 1024;

    private readonly List<string> _path = [];
    private byte[] _buffer = new byte[InitialSize];
    private int _length;
    private int _depth;

    public int Length => _length;

    /// <summary>Where the value is that could not be written: <c>value.address.zip</c>.</summary>
    public string Path => FieldPath.Format(_path);

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public byte[] ToArray() => Written.ToArray();

    public void Reset()
    {
        _length = 0;
        _depth = 0;
        _path.Clear();
        if (_buffer.Length > MaxKeptSize)
            _buffer = new byte[InitialSize];
    }

    /// <summary>Notes a step of the way to a value that could not be written, from the inside out. Always false, to stand in an exception
    /// filter.</summary>
    public bool Within(string step)
    {
        _path.Add(step);
        return false;
    }

    public void Enter(byte open) => Enter([open]);

    public void Enter(ReadOnlySpan<byte> open)
    {
        if (++_depth > MaxDepth || !JsonStack.HasRoom(_depth))
            throw JsonFailure.TooDeepToWrite(_depth);
        Write(open);
    }

    public void Leave(byte close)
    {
        _depth--;
        Write(close);
    }

    public void Write(byte value)
    {
        if (_length == _buffer.Length)
            Grow(1);
        _buffer[_length++] = value;
    }

    public void Write(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Free(json.Length));
        _length += json.Length;
    }

    public void WriteNull() => Write("null"u8);

    public void WriteBoolean(bool value) => Write(value ? "true"u8 : "false"u8);

    public void WriteInteger(long value)
    {
        Utf8Formatter.TryFormat(value, Free(20), out var written);
        _length += written;
    }

    public void WriteNumber(double value)
    {
        if (double.IsFinite(value))
            _length += JavaNumberText.Write(value, Free(JavaNumberText.MaxLength));
        else
            WriteSpecial(double.IsNaN(value), value > 0);
    }

    public void WriteNumber(float value)
    {
        if (float.IsFinite(value))
            _length += JavaNumberText.Write(value, Free(JavaNumberText.MaxLength));
        else
            WriteSpecial(float.IsNaN(value), value > 0);
    }

    public void WriteBase64(ReadOnlySpan<byte> bytes)
    {
        var free = Free(Base64.GetMaxEncodedToUtf8Length(bytes.Length) + 2);
        free[0] = (byte)'"';
        Base64.EncodeToUtf8(bytes, free[1..], out _, out var written);
        free[written + 1] = (byte)'"';
        _length += written + 2;
    }

    /// <summary>Writes characters below U+0080 that need no escape.</summary>
    public void WriteAscii(string text)
    {
        Ascii.FromUtf16(text, Free(text.Length), out var written);
        _length += written;
    }

    /// <summary>Creates a text of what was written from a position on, unless it is one.</summary>
    public void EnsureQuoted(int start)
    {
        if (_buffer[start] == '"')
            return;
        var written = _length - start;
        Free(2);
        _buffer.AsSpan(start, written).CopyTo(_buffer.AsSpan(start + 1));
        _buffer[start] = (byte)'"';
        _buffer[start + written + 1] = (byte)'"';
        _length += 2;
    }

    private void WriteSpecial(bool isNaN, bool isPositive) => Write(isNaN ? "\"NaN\""u8 : isPositive ? "\"Infinity\""u8 : "\"-Infinity\""u8);

    private Span<byte> Free(int size)
    {
        if (_buffer.Length - _length < size)
            Grow(size);
        return _buffer.AsSpan(_length);
    }

    private void Grow(int size) =>
        Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max((long)_buffer.Length * 2, (long)_length + size)));
}
