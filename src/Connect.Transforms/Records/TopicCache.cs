using System.Collections.Concurrent;

namespace Connect.Transforms.Records;

/// <summary>Keeps what was derived from topic names; starts afresh after 1000 of them.</summary>
internal sealed class TopicCache<T>(Func<string, T> derive)
{
    private const int Capacity = 1000;

    private readonly ConcurrentDictionary<string, T> _derived = new(StringComparer.Ordinal);
    private Entry? _last;

    public T Get(string topic)
    {
        var last = Volatile.Read(ref _last);
        if (last is not null && ReferenceEquals(last.Topic, topic))
            return last.Derived;
        if (!_derived.TryGetValue(topic, out var derived))
        {
            derived = derive(topic);
            if (_derived.Count >= Capacity)
                _derived.Clear();
            _derived[topic] = derived;
        }
        Volatile.Write(ref _last, new(topic, derived));
        return derived;
    }

    private sealed record Entry(string Topic, T Derived);
}
