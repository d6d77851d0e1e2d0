using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Connect.Connectors;

/// <summary>How far a place in a source has been read (a position, a row's id).</summary>
/// <remarks>
/// Immutable, and made to be a dictionary's key: the hash is computed once. Equality does not regard the order of the entries, but the order is kept, because the JSON text in
/// which offsets are stored is what Kafka Connect compares across restarts. Values are null, booleans, numbers and texts; anything else fails when it is stored.
/// </remarks>
public sealed class SourceOffset : IReadOnlyDictionary<string, object?>, IEquatable<SourceOffset>
{
    private readonly OffsetEntries _entries;

    /// <summary>Creates one with a single entry.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public SourceOffset(string key, object? value) => _entries = OffsetEntries.Of(key, value);

    /// <summary>Creates one of several entries, in their order.</summary>
    /// <param name="entries">The entries; a later one for the same key wins.</param>
    public SourceOffset(IEnumerable<KeyValuePair<string, object?>> entries) => _entries = OffsetEntries.Of(entries);

    private SourceOffset() => _entries = OffsetEntries.None;

    /// <summary>One without entries.</summary>
    public static SourceOffset Empty { get; } = new();

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The keys in their order.</summary>
    public IEnumerable<string> Keys => _entries.Select(entry => entry.Key);

    /// <summary>The values in the order of their keys.</summary>
    public IEnumerable<object?> Values => _entries.Select(entry => entry.Value);

    /// <summary>The value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public object? this[string key] => _entries.TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The key '{key}' is not in {this}.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _entries.TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => _entries.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether the other one has the same entries, in any order.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>True when they are equal.</returns>
    public bool Equals(SourceOffset? other) => ReferenceEquals(this, other) || (other is not null && _entries.SameAs(other._entries));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SourceOffset);

    /// <inheritdoc/>
    public override int GetHashCode() => _entries.GetHashCode();

    /// <summary>The entries in Java's form: <c>{filename=a, part=1}</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _entries.ToString();
}
