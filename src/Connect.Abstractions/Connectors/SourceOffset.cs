namespace Connect.Connectors;

/// <summary>How far a place in a source has been read (a position, a row's id).</summary>
/// <remarks>Immutable. See <see cref="OffsetEntries"/>.</remarks>
public sealed class SourceOffset : OffsetEntries
{
    /// <summary>Creates one with a single entry.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public SourceOffset(string key, object? value)
        : base(key, value)
    {
    }

    /// <summary>Creates one of several entries, in their order.</summary>
    /// <param name="entries">The entries; a later one for the same key wins.</param>
    public SourceOffset(IEnumerable<KeyValuePair<string, object?>> entries)
        : base(entries)
    {
    }

    /// <summary>One without entries.</summary>
    public static SourceOffset Empty { get; } = new([]);
}
