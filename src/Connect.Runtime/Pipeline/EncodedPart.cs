namespace Connect.Runtime.Pipeline;

/// <summary>An encoded key or value: an array of its own, a part of a <see cref="RecordWriter"/>, or Kafka's null.</summary>
internal readonly struct EncodedPart
{
    private readonly byte[]? _array;
    private readonly int _start;
    private readonly int _count;

    private EncodedPart(byte[]? array, int start, int count) => (_array, _start, _count) = (array, start, count);

    /// <summary>An array of its own.</summary>
    /// <param name="array">The bytes; null for Kafka's null.</param>
    public static EncodedPart Of(byte[]? array) => new(array, 0, array?.Length ?? -1);

    /// <summary>What was written from a position on.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="start">The position.</param>
    /// <param name="isThere">False for Kafka's null.</param>
    public static EncodedPart Of(RecordWriter writer, int start, bool isThere) => new(null, start, isThere ? writer.Length - start : -1);

    /// <summary>The bytes; no array at all for Kafka's null.</summary>
    /// <param name="writer">The writer, whose memory may have moved since.</param>
    public ArraySegment<byte> In(RecordWriter writer)
    {
        if (_count < 0)
            return default;
        return _array is null ? writer.Slice(_start, _count) : new ArraySegment<byte>(_array);
    }
}
