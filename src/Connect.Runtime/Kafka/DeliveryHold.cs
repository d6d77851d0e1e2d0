using System.Collections.Frozen;
using Connect.Connectors;

namespace Connect.Runtime.Kafka;

/// <summary>The partitions of a sink task that are held back. Published as one immutable state, so that the task and its consumer always
/// agree.</summary>
/// <remarks>A hold of all partitions includes partitions that are assigned later.</remarks>
internal sealed class DeliveryHold
{
    private DeliveryHold(bool holdsAll, FrozenSet<TopicPartition> partitions) => (HoldsAll, Partitions) = (holdsAll, partitions);

    /// <summary>Nothing is held back.</summary>
    public static DeliveryHold None { get; } = new(false, FrozenSet<TopicPartition>.Empty);

    /// <summary>Everything is held back.</summary>
    public static DeliveryHold All { get; } = new(true, FrozenSet<TopicPartition>.Empty);

    /// <summary>Whether everything is held back.</summary>
    public bool HoldsAll { get; }

    /// <summary>The partitions held back, unless all are.</summary>
    public FrozenSet<TopicPartition> Partitions { get; }

    /// <summary>Whether some partitions are held back, and not all.</summary>
    public bool HoldsSome => Partitions.Count > 0;

    /// <summary>Holds some partitions back.</summary>
    /// <param name="partitions">The partitions.</param>
    public static DeliveryHold Of(IReadOnlyCollection<TopicPartition> partitions) =>
        partitions.Count == 0 ? None : new(false, partitions.ToFrozenSet());

    /// <summary>Whether a partition is held back.</summary>
    /// <param name="partition">The partition.</param>
    public bool Includes(TopicPartition partition) => HoldsAll || Partitions.Contains(partition);
}
