using System.Collections.Immutable;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>The assignment: which worker runs which items. One record of the coordination topic, with the key <c>assignment</c>, so that it changes
/// atomically. Immutable.</summary>
internal sealed record AssignmentRecord
{
    /// <summary>The assignment of a cluster that has none yet.</summary>
    public static AssignmentRecord Empty { get; } = new();

    /// <summary>The assignment's version.</summary>
    public AssignmentVersion Version { get; init; }

    /// <summary>The protocol version of the records, which every listed worker supports.</summary>
    public int Protocol { get; init; } = ProtocolRange.Known.Min;

    /// <summary>The config topic's next offset when the assignment was computed. A worker starts new items only after it has read the config topic up
    /// to here.</summary>
    public long ConfigOffset { get; init; }

    /// <summary>The items of each worker, by worker id.</summary>
    public ImmutableSortedDictionary<string, WorkerItems> Workers { get; init; } =
        ImmutableSortedDictionary.Create<string, WorkerItems>(StringComparer.Ordinal);

    /// <summary>Items that were revoked from live workers that have not acknowledged yet that they stopped them.</summary>
    public ImmutableArray<RevokingItem> Revoking { get; init; } = [];

    /// <summary>Items of workers that have left the group.</summary>
    public ImmutableArray<LostItem> Lost { get; init; } = [];

    /// <summary>When items may be moved for balance.</summary>
    public BalanceBackoff Balance { get; init; }

    /// <summary>The items of a worker's incarnation; empty if another incarnation of the worker is listed, or none.</summary>
    /// <param name="worker">The worker.</param>
    public IReadOnlySet<WorkItem> ItemsOf(WorkerIncarnation worker) =>
        Workers.TryGetValue(worker.WorkerId, out var entry) && entry.Incarnation == worker.Incarnation ? entry.Items : WorkerItems.None;

    /// <summary>Whether it equals another assignment apart from the version and the config topic's offset, which matters only to new items.</summary>
    /// <param name="other">The other assignment.</param>
    public bool HasSameContent(AssignmentRecord other) =>
        Protocol == other.Protocol
        && Balance == other.Balance
        && Revoking.AsSpan().SequenceEqual(other.Revoking.AsSpan())
        && Lost.AsSpan().SequenceEqual(other.Lost.AsSpan())
        && Workers.Count == other.Workers.Count
        && Workers.All(
            mine => other.Workers.TryGetValue(mine.Key, out var its) && mine.Value.Incarnation == its.Incarnation
                && mine.Value.Items.SetEquals(its.Items));

    /// <summary>Sorts items as the record stores them.</summary>
    /// <param name="revoking">The items.</param>
    public static ImmutableArray<RevokingItem> Sort(IEnumerable<RevokingItem> revoking) =>
        [.. revoking.OrderBy(held => held.Item).ThenBy(held => held.Worker.ToString(), StringComparer.Ordinal)];

    /// <summary>Sorts items as the record stores them.</summary>
    /// <param name="lost">The items.</param>
    public static ImmutableArray<LostItem> Sort(IEnumerable<LostItem> lost) =>
        [.. lost.OrderBy(held => held.Item).ThenBy(held => held.Worker.ToString(), StringComparer.Ordinal)];
}
