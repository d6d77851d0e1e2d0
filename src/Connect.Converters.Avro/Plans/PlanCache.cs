using Connect.Converters.Avro.Registry.Caching;

namespace Connect.Converters.Avro.Plans;

/// <summary>Caches plans by topic and schema or id. Finds the last plan without a lock, because consecutive records usually have the same
/// schema.</summary>
internal sealed class PlanCache<TKey, TPlan>(int capacity)
    where TPlan : class
{
    private readonly Lock _lock = new();
    private readonly BoundedMap<(string Topic, TKey Key), TPlan> _plans = new(capacity);
    private volatile Recent? _recent;

    public TPlan? Find(string topic, TKey key)
    {
        var recent = _recent;
        if (recent is not null && IsSame(recent.Key, key) && recent.Topic == topic)
            return recent.Plan;

        lock (_lock)
        {
            if (!_plans.TryGet((topic, key), out var plan))
                return null;

            _recent = new Recent(topic, key, plan);
            return plan;
        }
    }

    public void Set(string topic, TKey key, TPlan plan)
    {
        lock (_lock)
        {
            _plans.Set((topic, key), plan);
            _recent = new Recent(topic, key, plan);
        }
    }

    // Compares schemas only by reference here; the dictionary compares by content.
    private static bool IsSame(TKey left, TKey right) =>
        typeof(TKey).IsValueType ? EqualityComparer<TKey>.Default.Equals(left, right) : ReferenceEquals(left, right);

    private sealed record Recent(string Topic, TKey Key, TPlan Plan);
}
