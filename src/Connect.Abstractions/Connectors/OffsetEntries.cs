using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Connect.Data;

namespace Connect.Connectors;

/// <summary>The entries of a <see cref="SourcePartition"/> or <see cref="SourceOffset"/>, in order. Immutable.</summary>
/// <remarks>Equality ignores the order of the entries. The order is kept because Kafka Connect compares partitions and offsets by the JSON text in
/// which they are stored. Values are null, booleans, numbers and strings; any other value fails when it is stored. Thread-safe.</remarks>
public abstract class OffsetEntries : IReadOnlyDictionary<string, object?>, IEquatable<OffsetEntries>
{
    // An offset is kept in memory for each record on its way to Kafka. To save memory, a single entry (nearly every offset has only one) is stored in
    // the object itself, and a long value unboxed.
    private static readonly object Number = new();

    private readonly string? _key;
    private readonly object? _value;
    private readonly long _number;
    private int _hash;

    private protected OffsetEntries(string key, object? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
        if (value is long number)
            (_value, _number) = (Number, number);
        else
            _value = value;
    }

    private protected OffsetEntries(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var unique = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            unique[key] = value;
        _value = unique.ToArray();
    }

    /// <summary>How many entries there are.</summary>
    public int Count => _key is null ? Several.Length : 1;

    /// <summary>The keys, in order.</summary>
    public IEnumerable<string> Keys => this.Select(entry => entry.Key);

    /// <summary>The values in the order of their keys.</summary>
    public IEnumerable<object?> Values => this.Select(entry => entry.Value);

    private object? Single => ReferenceEquals(_value, Number) ? _number : _value;

    private KeyValuePair<string, object?>[] Several => (KeyValuePair<string, object?>[])_value!;

    /// <summary>The value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public object? this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The key '{key}' is not in {this}.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = null;
        if (_key is not null)
        {
            if (!string.Equals(_key, key, StringComparison.Ordinal))
                return false;
            value = Single;
            return true;
        }

        foreach (var entry in Several)
        {
            if (!string.Equals(entry.Key, key, StringComparison.Ordinal))
                continue;
            value = entry.Value;
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        var entries = _key is null ? Several : [new(_key, Single)];
        return entries.AsEnumerable().GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether the other object is of the same class and has the same entries, in any order.</summary>
    /// <param name="other">The other object.</param>
    /// <returns>True if they are equal.</returns>
    public bool Equals(OffsetEntries? other) =>
        ReferenceEquals(this, other) || (other is not null && other.GetType() == GetType() && HasEntriesOf(other));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as OffsetEntries);

    /// <summary>The hash of the entries, independent of their order. Computed once, because partitions are dictionary keys.</summary>
    /// <returns>The hash.</returns>
    public sealed override int GetHashCode()
    {
        if (_hash != 0)
            return _hash;
        var hash = 1;
        foreach (var (key, value) in this)
            hash += HashCode.Combine(string.GetHashCode(key), ValueEqualityComparer.Java.GetHashCode(value));
        return _hash = hash;
    }

    /// <summary>The entries in Java's form: <c>{filename=a, part=1}</c>.</summary>
    /// <returns>The text.</returns>
    public sealed override string ToString() => $"{{{string.Join(", ", this.Select(entry => $"{entry.Key}={JavaText.Of(entry.Value)}"))}}}";

    /// <summary>Whether there is exactly one entry and its value is a <c>long</c>, as in nearly every offset.</summary>
    internal bool IsNumber([NotNullWhen(true)] out string? key, out long number)
    {
        (key, number) = (_key, _number);
        return key is not null && ReferenceEquals(_value, Number);
    }

    private bool HasEntriesOf(OffsetEntries other)
    {
        if (Count != other.Count || GetHashCode() != other.GetHashCode())
            return false;
        foreach (var (key, value) in this)
        {
            if (!other.TryGetValue(key, out var theirs) || !ValueEqualityComparer.Java.Equals(value, theirs))
                return false;
        }

        return true;
    }
}
