using System.Collections;

namespace Connect.Converters;

/// <summary>The headers of one record as stored in Kafka, in order. An empty list allocates no array.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class RawHeaders : IReadOnlyList<RawHeader>
{
    private List<RawHeader>? _headers;

    /// <inheritdoc/>
    public int Count => _headers?.Count ?? 0;

    /// <inheritdoc/>
    public RawHeader this[int index] => _headers is null ? throw new ArgumentOutOfRangeException(nameof(index)) : _headers[index];

    /// <summary>Adds a header at the end.</summary>
    /// <param name="key">The key; existing headers with this key are kept.</param>
    /// <param name="value">The bytes; null for Kafka's null.</param>
    public void Add(string key, byte[]? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        (_headers ??= []).Add(new RawHeader(key, value));
    }

    /// <summary>Finds the last header with a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its bytes, if found.</param>
    /// <returns>False if no header has this key.</returns>
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

    /// <summary>Removes every header with a key.</summary>
    /// <param name="key">The key.</param>
    public void Remove(string key) => _headers?.RemoveAll(header => header.Key == key);

    /// <summary>Removes all headers.</summary>
    public void Clear() => _headers?.Clear();

    /// <inheritdoc/>
    public IEnumerator<RawHeader> GetEnumerator() => (_headers ?? Enumerable.Empty<RawHeader>()).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
