using System.Collections.Concurrent;

namespace Connect.Converters.Avro.Mapping;

/// <summary>A bounded cache that evicts the oldest entry first. Thread-safe.</summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _entries = new(comparer ?? EqualityComparer<TKey>.Default);
    private readonly ConcurrentQueue<TKey> _order = new();

    public TValue GetOrAdd<TState>(TKey key, Func<TKey, TState, TValue> make, TState state)
    {
        if (_entries.TryGetValue(key, out var known))
            return known;
        var made = make(key, state);
        if (!_entries.TryAdd(key, made))
            return _entries.TryGetValue(key, out known) ? known : made;
        _order.Enqueue(key);
        while (_order.Count > capacity && _order.TryDequeue(out var oldest))
            _entries.TryRemove(oldest, out _);
        return made;
    }
}
