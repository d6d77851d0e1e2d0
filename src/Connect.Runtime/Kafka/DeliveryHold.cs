using System.Collections.Frozen;
using Connect.Connectors;

namespace Connect.Runtime.Kafka;

/// <summary>Which partitions of a sink task are held back: one state as a whole, so that what the task wants and what its consumer does cannot drift apart.</summary>
/// <remarks>Immutable. A hold of all includes partitions that arrive later.</remarks>
internal sealed class DeliveryHold
{
    private DeliveryHold(bool holdsAll, FrozenSet<TopicPartition> partitions) => (HoldsAll, Partitions) = (holdsAll, partitions);

    /// <summary>Nothing is held back.</summary>
    public static DeliveryHold None { get; } = new(false, FrozenSet<TopicPartition>.Empty);

    /// <summary>Everything is held back.</summary>
    public static DeliveryHold All { get; } = new(true, FrozenSet<TopicPartition>.Empty);

    /// <summary>Whether everything is held back.</summary>
    public bool HoldsAll { get; }

    /// <summary>What is held back where not everything is.</summary>
    public FrozenSet<TopicPartition> Partitions { get; }

    /// <summary>Whether some partitions are held back, and not all.</summary>
    public bool HoldsSome => Partitions.Count > 0;

    /// <summary>Holds some partitions back.</summary>
    /// <param name="partitions">The partitions.</param>
    public static DeliveryHold Of(IReadOnlyCollection<TopicPartition> partitions) => partitions.Count == 0 ? None : new(false, partitions.ToFrozenSet());

    /// <summary>Whether a partition is held back.</summary>
    /// <param name="partition">The partition.</param>
    public bool Includes(TopicPartition partition) => HoldsAll || Partitions.Contains(partition);
}
