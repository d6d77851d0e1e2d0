using System.Collections;

namespace Connect.Data;

/// <summary>A map that keeps the order in which its keys were added, and takes null as a key.</summary>
/// <remarks>
/// The form in which maps travel through Kafka Connect; the order decides the order of JSON members. Keys compare as in Java
/// (<see cref="ValueEqualityComparer.Java"/>). Small ones are searched in line and cost one array. Not safe for concurrent writes. Equal to any other
/// map with equal entries in any order.
/// </remarks>
public sealed partial class ConnectMap : IDictionary<object, object?>, IReadOnlyDictionary<object, object?>
{
    private const int LinearSearchLimit = 16;
    private const int SpareOfCopy = 2;

    private Entry[] _entries;
    private int[]? _buckets;
    private int _count;

    /// <summary>Creates an empty map.</summary>
    public ConnectMap()
        : this(0)
    {
    }

    /// <summary>Creates an empty map with room for some entries.</summary>
    /// <param name="capacity">How many entries are expected.</param>
    public ConnectMap(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _entries = capacity == 0 ? [] : new Entry[capacity];
    }

    /// <summary>Creates a map with the entries of another, in order.</summary>
    /// <param name="entries">The entries; a later one for the same key wins and keeps the first one's place.</param>
    public ConnectMap(IEnumerable<KeyValuePair<object, object?>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries is ConnectMap other)
        {
            // Who copies a map mostly adds to it.
            _entries = new Entry[other._count + SpareOfCopy];
            other._entries.AsSpan(0, other._count).CopyTo(_entries);
            _count = other._count;
            _buckets = other._buckets?.AsSpan().ToArray();
            return;
        }

        _entries = entries is IReadOnlyCollection<KeyValuePair<object, object?>> { Count: > 0 and var count } ? new Entry[count] : [];
        foreach (var (key, value) in entries)
            this[key] = value;
    }

    /// <inheritdoc cref="IReadOnlyCollection{T}.Count"/>
    public int Count => _count;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <summary>The keys in order.</summary>
    public IEnumerable<object> Keys => this.Select(entry => entry.Key);

    /// <summary>The values in the order of their keys.</summary>
    public IEnumerable<object?> Values => this.Select(entry => entry.Value);

    ICollection<object> IDictionary<object, object?>.Keys => [.. Keys];

    ICollection<object?> IDictionary<object, object?>.Values => [.. Values];

    /// <summary>The value of a key; setting one that is there keeps its place.</summary>
    /// <param name="key">The key; may be null.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public object? this[object key]
    {
        get => Find(key) is var index and >= 0 ? _entries[index].Value : throw new KeyNotFoundException($"The key '{key}' is not in the map.");
        set
        {
            var hash = ValueEqualityComparer.Java.GetHashCode(key);
            if (Find(key, hash) is var index and >= 0)
                _entries[index].Value = value;
            else
                Append(key, value, hash);
        }
    }

    /// <inheritdoc/>
    public void Add(object key, object? value)
    {
        var hash = ValueEqualityComparer.Java.GetHashCode(key);
        if (Find(key, hash) >= 0)
            throw new ArgumentException($"The key '{key}' is in the map already.", nameof(key));
        Append(key, value, hash);
    }

    /// <inheritdoc/>
    public void Add(KeyValuePair<object, object?> item) => Add(item.Key, item.Value);

    /// <inheritdoc cref="IReadOnlyDictionary{TKey, TValue}.ContainsKey"/>
    public bool ContainsKey(object key) => Find(key) >= 0;

    /// <inheritdoc/>
    public bool Contains(KeyValuePair<object, object?> item) =>
        TryGetValue(item.Key, out var value) && ValueEqualityComparer.Java.Equals(value, item.Value);

    /// <inheritdoc cref="IReadOnlyDictionary{TKey, TValue}.TryGetValue"/>
    public bool TryGetValue(object key, out object? value)
    {
        var index = Find(key);
        value = index >= 0 ? _entries[index].Value : null;
        return index >= 0;
    }

    /// <inheritdoc/>
    public bool Remove(object key)
    {
        var index = Find(key);
        if (index < 0)
            return false;
        Array.Copy(_entries, index + 1, _entries, index, --_count - index);
        _entries[_count] = default;
        if (_buckets is not null)
            Rehash();
        return true;
    }

    /// <inheritdoc/>
    public bool Remove(KeyValuePair<object, object?> item) => Contains(item) && Remove(item.Key);

    /// <inheritdoc/>
    public void Clear()
    {
        _entries = [];
        _buckets = null;
        _count = 0;
    }

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<object, object?>[] array, int arrayIndex)
    {
        ArgumentNullException.ThrowIfNull(array);
        foreach (var entry in this)
            array[arrayIndex++] = entry;
    }

    /// <summary>Enumerates the entries in order, without an allocation in a <c>foreach</c>.</summary>
    /// <returns>The enumerator.</returns>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<object, object?>> IEnumerable<KeyValuePair<object, object?>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        ReferenceEquals(this, obj) || (obj is IReadOnlyDictionary<object, object?> && ValueEqualityComparer.Java.Equals(this, obj));

    /// <inheritdoc/>
    public override int GetHashCode() => ValueEqualityComparer.Java.GetHashCode(this);

    /// <summary>The map in Java's form: <c>{a=1, b=2}</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => JavaText.Of(this);
}
