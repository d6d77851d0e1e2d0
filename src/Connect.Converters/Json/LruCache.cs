using System.Diagnostics.CodeAnalysis;

namespace Connect.Converters.Json;

/// <summary>Keeps the values that were used last. Thread-safe.</summary>
/// <param name="capacity">How many values are kept; none at 0 or below.</param>
/// <param name="comparer">Compares keys.</param>
internal sealed class LruCache<TKey, TValue>(int capacity, IEqualityComparer<TKey> comparer)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _nodes = new(comparer);
    private readonly LinkedList<Entry> _byUse = [];
    private long _weight;

    /// <summary>How heavy all values together may be.</summary>
    public long MaxWeight { get; init; } = long.MaxValue;

    public int Count
    {
        get
        {
            lock (_lock)
                return _nodes.Count;
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
            return TryUse(_nodes.TryGetValue(key, out var node) ? node : null, out value);
    }

    /// <summary>Looks up a value by another form of its key, which the comparer must know.</summary>
    public bool TryGet<TOther>(TOther key, [MaybeNullWhen(false)] out TValue value)
        where TOther : notnull, allows ref struct
    {
        lock (_lock)
            return TryUse(_nodes.GetAlternateLookup<TOther>().TryGetValue(key, out var node) ? node : null, out value);
    }

    /// <summary>Keeps a value, instead of another one for the same key.</summary>
    public void Put(TKey key, TValue value, long weight = 0)
    {
        if (capacity <= 0 || weight > MaxWeight)
            return;
        lock (_lock)
        {
            if (_nodes.TryGetValue(key, out var old))
                Remove(old);
            _nodes.Add(key, _byUse.AddFirst(new Entry(key, value, weight)));
            _weight += weight;
            while (_nodes.Count > capacity || _weight > MaxWeight)
                Remove(_byUse.Last!);
        }
    }

    private bool TryUse(LinkedListNode<Entry>? node, [MaybeNullWhen(false)] out TValue value)
    {
        if (node is null)
        {
            value = default;
            return false;
        }

        if (!ReferenceEquals(_byUse.First, node))
        {
            _byUse.Remove(node);
            _byUse.AddFirst(node);
        }

        value = node.Value.Value;
        return true;
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _nodes.Remove(node.Value.Key);
        _weight -= node.Value.Weight;
    }

    private readonly record struct Entry(TKey Key, TValue Value, long Weight);
}
