namespace Connect.Runtime.Storage;

/// <summary>Bytes that compare by content: the key of a stored offset.</summary>
/// <param name="bytes">The bytes; must not be changed.</param>
internal readonly struct ByteKey(byte[] bytes) : IEquatable<ByteKey>
{
    /// <summary>The bytes.</summary>
    public byte[] Bytes { get; } = bytes;

    /// <inheritdoc/>
    public bool Equals(ByteKey other) => Bytes.AsSpan().SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ByteKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }
}
