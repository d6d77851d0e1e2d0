using Connect.Runtime.Workers;

namespace Connect.Runtime.Cluster;

/// <summary>The items of a cluster that one worker may run. Immutable.</summary>
/// <param name="Items">The items; must not be changed afterwards.</param>
internal sealed record AssignedWork(IReadOnlySet<WorkItem> Items) : Assignment
{
    /// <summary>No items.</summary>
    public static AssignedWork Nothing { get; } = new(WorkerItems.None);

    /// <inheritdoc/>
    public override bool HasConnector(string connector) => Items.Contains(WorkItem.OfConnector(connector));

    /// <inheritdoc/>
    public override bool HasTask(ConnectorTaskId id, long generation) => Items.Contains(WorkItem.OfTask(id, generation));
}
