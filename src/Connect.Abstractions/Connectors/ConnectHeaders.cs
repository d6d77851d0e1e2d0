using System.Collections;
using Connect.Data;

namespace Connect.Connectors;

/// <summary>The headers of a record, in order. Keys may repeat.</summary>
/// <remarks>An empty list allocates no array, and <see cref="Duplicate"/> shares the array until one of the two changes. Not safe for concurrent
/// writes. Corresponds to <c>org.apache.kafka.connect.header.ConnectHeaders</c>.</remarks>
public sealed partial class ConnectHeaders : IReadOnlyList<ConnectHeader>, IEquatable<ConnectHeaders>
{
    private ConnectHeader[] _items;
    private int _count;
    private bool _shared;

    /// <summary>Creates an empty list.</summary>
    public ConnectHeaders() => _items = [];

    /// <summary>Creates a list of some headers.</summary>
    /// <param name="headers">The headers, which are copied.</param>
    public ConnectHeaders(IEnumerable<ConnectHeader> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        _items = [.. headers];
        _count = _items.Length;
    }

    /// <summary>How many headers there are.</summary>
    public int Count => _count;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>A header by its position.</summary>
    /// <param name="index">The position, from 0.</param>
    /// <returns>The header.</returns>
    public ConnectHeader this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_count, nameof(index));
            return _items[index];
        }
    }

    /// <summary>Adds a header at the end.</summary>
    /// <param name="header">The header.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders Add(ConnectHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (_shared || _count == _items.Length)
            Reallocate(_count == _items.Length ? Math.Max(4, _count * 2) : _items.Length);
        _items[_count++] = header;
        return this;
    }

    /// <summary>Adds a header at the end after checking that the value matches the schema.</summary>
    /// <param name="key">The key.</param>
    /// <param name="schema">The schema; null for a value without one.</param>
    /// <param name="value">The value.</param>
    /// <returns>This list.</returns>
    /// <exception cref="DataException">The value is not of the schema's type. Elements of arrays and maps are not checked.</exception>
    public ConnectHeaders Add(string key, Schema? schema, object? value) => Add(new ConnectHeader(key, schema, HeaderValue.Check(schema, value)));

    /// <inheritdoc cref="Add(string, Schema?, object?)"/>
    /// <param name="key">The key.</param>
    /// <param name="schemaAndValue">Schema and value.</param>
    public ConnectHeaders Add(string key, SchemaAndValue schemaAndValue) => Add(key, schemaAndValue.Schema, schemaAndValue.Value);

    /// <summary>The last header with a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The header; null if there is none.</returns>
    public ConnectHeader? LastWithName(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        for (var i = _count - 1; i >= 0; i--)
        {
            if (HasKey(i, key))
                return _items[i];
        }

        return null;
    }

    /// <summary>All headers with a key in order.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The headers.</returns>
    public IEnumerable<ConnectHeader> AllWithName(string key) => this.Where(header => string.Equals(header.Key, key, StringComparison.Ordinal));

    /// <summary>A list of the same headers that changes on its own.</summary>
    /// <returns>The copy, which costs next to nothing until it is changed.</returns>
    public ConnectHeaders Duplicate()
    {
        _shared = _count > 0;
        return new ConnectHeaders { _items = _items, _count = _count, _shared = _shared };
    }

    /// <inheritdoc cref="IEnumerable{T}.GetEnumerator"/>
    public Enumerator GetEnumerator() => new(_items, _count);

    IEnumerator<ConnectHeader> IEnumerable<ConnectHeader>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ConnectHeaders? other) => ReferenceEquals(this, other)
        || (other is not null && _items.AsSpan(0, _count).SequenceEqual(other._items.AsSpan(0, other._count)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConnectHeaders);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var header in this)
            hash.Add(header);
        return hash.ToHashCode();
    }

    /// <summary>The list in Java's form: <c>ConnectHeaders(headers=[…])</c>, with nothing between the parentheses' ends when it is empty.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"ConnectHeaders(headers={(IsEmpty ? "" : $"[{string.Join(", ", this)}]")})";

    private bool HasKey(int index, string key) => string.Equals(_items[index].Key, key, StringComparison.Ordinal);

    private void Reallocate(int capacity)
    {
        var items = new ConnectHeader[capacity];
        _items.AsSpan(0, _count).CopyTo(items);
        _items = items;
        _shared = false;
    }
}
