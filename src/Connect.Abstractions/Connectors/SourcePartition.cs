namespace Connect.Connectors;

/// <summary>The part of a source (a file or table, for example) from which a record comes. Each source partition has one offset.</summary>
/// <remarks>Immutable; suitable as a dictionary key. See <see cref="OffsetEntries"/>.</remarks>
public sealed class SourcePartition : OffsetEntries
{
    /// <summary>Creates a source partition with one entry.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public SourcePartition(string key, object? value)
        : base(key, value)
    {
    }

    /// <summary>Creates a source partition with several entries, in order.</summary>
    /// <param name="entries">The entries; the last entry of a repeated key wins.</param>
    public SourcePartition(IEnumerable<KeyValuePair<string, object?>> entries)
        : base(entries)
    {
    }

    /// <summary>A source partition without entries.</summary>
    public static SourcePartition Empty { get; } = new([]);
}
