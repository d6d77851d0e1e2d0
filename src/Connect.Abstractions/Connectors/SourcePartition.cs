namespace Connect.Connectors;

/// <summary>The place in a source that a record comes from (a file, a table), for which one offset is kept.</summary>
/// <remarks>Immutable. It is made to be a dictionary's key. See <see cref="OffsetEntries"/>.</remarks>
public sealed class SourcePartition : OffsetEntries
{
    /// <summary>Creates one with a single entry.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public SourcePartition(string key, object? value)
        : base(key, value)
    {
    }

    /// <summary>Creates one of several entries, in their order.</summary>
    /// <param name="entries">The entries; a later one for the same key wins.</param>
    public SourcePartition(IEnumerable<KeyValuePair<string, object?>> entries)
        : base(entries)
    {
    }

    /// <summary>One without entries.</summary>
    public static SourcePartition Empty { get; } = new([]);
}
