using System.Buffers;
using Connect.Data;

namespace Connect.Runtime.Pipeline;

/// <summary>The memory into which converters write the key and value of a record. It is used again for the next record.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class RecordWriter : IBufferWriter<byte>
{
    private const int InitialSize = 512;

    // What one huge record needed is not kept for the small ones after it.
    private const int MaxKeptSize = 1 << 20;

    private byte[] _buffer = new byte[InitialSize];

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - Length);
        Length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _buffer.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _buffer.AsSpan(Length);
    }

    /// <summary>Discards what was written after a position.</summary>
    /// <param name="length">The length at that time.</param>
    public void Rewind(int length)
    {
        Length = length;
        if (length == 0 && _buffer.Length > MaxKeptSize)
            _buffer = new byte[InitialSize];
    }

    /// <summary>The bytes from a position on. They stay as they are until <see cref="Rewind"/> is called.</summary>
    /// <param name="start">The position.</param>
    /// <param name="count">How many.</param>
    public ArraySegment<byte> Slice(int start, int count) => new(_buffer, start, count);

    private void EnsureRoom(int wanted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wanted);
        var needed = (long)Length + Math.Max(wanted, 1);
        if (needed <= _buffer.Length)
            return;
        if (needed > Array.MaxLength)
            throw new DataException($"A record's key and value have more than {Array.MaxLength} bytes.");
        Array.Resize(ref _buffer, (int)Math.Min(Math.Max(needed, _buffer.Length * 2L), Array.MaxLength));
    }
}
