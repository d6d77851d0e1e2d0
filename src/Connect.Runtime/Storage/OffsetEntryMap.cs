namespace Connect.Runtime.Storage;

/// <summary>An immutable set of stored offsets by key, with an index by connector. Entries with unknown keys are kept.</summary>
internal sealed class OffsetEntryMap
{
    private readonly OrderedDictionary<ByteKey, byte[]?> _entries;
    private readonly Dictionary<string, List<ByteKey>> _byConnector;

    private OffsetEntryMap(OrderedDictionary<ByteKey, byte[]?> entries, Dictionary<string, List<ByteKey>> byConnector)
    {
        _entries = entries;
        _byConnector = byConnector;
    }

    /// <summary>No entry at all.</summary>
    public static OffsetEntryMap Empty { get; } = new([], new(StringComparer.Ordinal));

    /// <summary>The number of entries, tombstones included.</summary>
    public int Count => _entries.Count;

    /// <summary>All entries, in the order in which their keys were first added.</summary>
    public IEnumerable<OffsetEntry> Entries => _entries.Select(entry => new OffsetEntry(entry.Key.Bytes, entry.Value));

    /// <summary>The entries of one connector.</summary>
    public IReadOnlyList<OffsetEntry> Of(string connector) =>
        _byConnector.TryGetValue(connector, out var keys) ? [.. keys.Select(key => new OffsetEntry(key.Bytes, _entries[key]))] : [];

    /// <summary>The same set with some entries set.</summary>
    public OffsetEntryMap With(IEnumerable<OffsetEntry> changes)
    {
        var entries = new OrderedDictionary<ByteKey, byte[]?>(_entries);
        var byConnector = new Dictionary<string, List<ByteKey>>(_byConnector, StringComparer.Ordinal);
        var copied = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (bytes, value) in changes)
        {
            var key = new ByteKey(bytes);
            if (entries.TryAdd(key, value))
                AddToIndex(byConnector, copied, key);
            else
                entries[key] = value;
        }

        return new OffsetEntryMap(entries, byConnector);
    }

    private static void AddToIndex(Dictionary<string, List<ByteKey>> byConnector, HashSet<string> copied, ByteKey key)
    {
        if (OffsetKeyText.ConnectorOf(key.Bytes) is not { } connector)
            return;
        if (copied.Add(connector))
            byConnector[connector] = byConnector.TryGetValue(connector, out var known) ? [.. known] : [];
        byConnector[connector].Add(key);
    }
}
