namespace Connect.Connectors;

/// <summary>How far a source partition has been read (a position or row id, for example).</summary>
/// <remarks>Immutable. See <see cref="OffsetEntries"/>.</remarks>
public sealed class SourceOffset : OffsetEntries
{
    /// <summary>Creates an offset with one entry.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public SourceOffset(string key, object? value)
        : base(key, value)
    {
    }

    /// <summary>Creates an offset with several entries, in order.</summary>
    /// <param name="entries">The entries; the last entry of a repeated key wins.</param>
    public SourceOffset(IEnumerable<KeyValuePair<string, object?>> entries)
        : base(entries)
    {
    }

    /// <summary>An offset without entries.</summary>
    public static SourceOffset Empty { get; } = new([]);
}
