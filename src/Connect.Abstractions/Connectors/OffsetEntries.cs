using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Connect.Data;

namespace Connect.Connectors;

/// <summary>The entries of a source partition or offset: few, immutable, in their order, with the hash kept once it was asked for: partitions are keys of dictionaries, most offsets are not.</summary>
internal sealed class OffsetEntries : IReadOnlyList<KeyValuePair<string, object?>>
{
    public static readonly OffsetEntries None = new([]);

    private readonly KeyValuePair<string, object?>[] _entries;
    private int _hash;

    private OffsetEntries(KeyValuePair<string, object?>[] entries) => _entries = entries;

    public int Count => _entries.Length;

    public KeyValuePair<string, object?> this[int index] => _entries[index];

    public static OffsetEntries Of(string key, object? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new OffsetEntries([new KeyValuePair<string, object?>(key, value)]);
    }

    public static OffsetEntries Of(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var unique = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            unique[key] = value;
        return unique.Count == 0 ? None : new OffsetEntries([.. unique]);
    }

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        foreach (var entry in _entries)
        {
            if (string.Equals(entry.Key, key, StringComparison.Ordinal))
            {
                value = entry.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    public bool SameAs(OffsetEntries other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (Count != other.Count || GetHashCode() != other.GetHashCode())
            return false;
        foreach (var (key, value) in _entries)
        {
            if (!other.TryGetValue(key, out var theirs) || !ValueEqualityComparer.Java.Equals(value, theirs))
                return false;
        }

        return true;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) => obj is OffsetEntries other && SameAs(other);

    public override int GetHashCode()
    {
        if (_hash != 0)
            return _hash;
        var hash = 1;
        // A sum, because the order does not count.
        foreach (var (key, value) in _entries)
            hash += HashCode.Combine(string.GetHashCode(key), ValueEqualityComparer.Java.GetHashCode(value));
        return _hash = hash;
    }

    public override string ToString() => $"{{{string.Join(", ", _entries.Select(entry => $"{entry.Key}={JavaText.Of(entry.Value)}"))}}}";
}
