using System.Collections.Frozen;

namespace Connect.Runtime.Cluster;

/// <summary>The items that a worker incarnation is to run.</summary>
/// <param name="Incarnation">The incarnation.</param>
/// <param name="Items">The items; must not be changed afterwards.</param>
internal sealed record WorkerItems(string Incarnation, IReadOnlySet<WorkItem> Items)
{
    /// <summary>No items.</summary>
    public static IReadOnlySet<WorkItem> None { get; } = FrozenSet<WorkItem>.Empty;
}
