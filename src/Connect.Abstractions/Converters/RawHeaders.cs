using System.Collections;

namespace Connect.Converters;

/// <summary>The headers of one record as they stand in Kafka, in their order. An empty list costs no more than itself.</summary>
/// <remarks>Not safe for use from several threads.</remarks>
public sealed class RawHeaders : IReadOnlyList<RawHeader>
{
    private List<RawHeader>? _headers;

    /// <inheritdoc/>
    public int Count => _headers?.Count ?? 0;

    /// <inheritdoc/>
    public RawHeader this[int index] => _headers is null ? throw new ArgumentOutOfRangeException(nameof(index)) : _headers[index];

    /// <summary>Adds a header at the end.</summary>
    /// <param name="key">The key; others of the same key stay.</param>
    /// <param name="value">The bytes; null for Kafka's null.</param>
    public void Add(string key, byte[]? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        (_headers ??= []).Add(new RawHeader(key, value));
    }

    /// <summary>Finds the last header of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its bytes, where there is one.</param>
    /// <returns>False when no header has this key.</returns>
    public bool TryGetLast(string key, out byte[]? value)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            if (_headers![i].Key == key)
            {
                value = _headers[i].Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>Removes every header of a key.</summary>
    /// <param name="key">The key.</param>
    public void Remove(string key) => _headers?.RemoveAll(header => header.Key == key);

    /// <summary>Removes all headers.</summary>
    public void Clear() => _headers?.Clear();

    /// <inheritdoc/>
    public IEnumerator<RawHeader> GetEnumerator() => (_headers ?? Enumerable.Empty<RawHeader>()).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
