namespace Connect.Runtime.Cluster;

/// <summary>The unit of assignment: a connector itself, or one task of one generation of the connector's task configurations.</summary>
/// <remarks>A task of another generation is another item. Ordered by connector, then the connector before its tasks, then by task and
/// generation.</remarks>
/// <param name="Connector">The connector's name.</param>
/// <param name="Task">The task's number, from 0; -1 for the connector itself.</param>
/// <param name="Generation">The generation of the task's configurations; 0 for the connector itself.</param>
internal readonly record struct WorkItem(string Connector, int Task, long Generation) : IComparable<WorkItem>
{
    private const int ConnectorItself = -1;

    /// <summary>Whether the item is a connector itself.</summary>
    public bool IsConnector => Task == ConnectorItself;

    /// <summary>The item without its generation.</summary>
    public WorkSlot Slot => new(Connector, Task);

    /// <summary>The item of a connector itself.</summary>
    /// <param name="connector">The connector's name.</param>
    public static WorkItem OfConnector(string connector) => new(connector, ConnectorItself, 0);

    /// <summary>The item of a task.</summary>
    /// <param name="id">The task.</param>
    /// <param name="generation">The generation of its configurations.</param>
    public static WorkItem OfTask(ConnectorTaskId id, long generation) => new(id.Connector, id.Task, generation);

    /// <inheritdoc/>
    public int CompareTo(WorkItem other)
    {
        var byName = string.CompareOrdinal(Connector, other.Connector);
        if (byName != 0)
            return byName;
        var byTask = Task.CompareTo(other.Task);
        return byTask != 0 ? byTask : Generation.CompareTo(other.Generation);
    }

    /// <summary><c>name</c>, or <c>name-0 (generation 7)</c>.</summary>
    public override string ToString() => IsConnector ? Connector : $"{Connector}-{Task} (generation {Generation})";
}
