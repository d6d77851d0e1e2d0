namespace Connect.Runtime.Cluster;

/// <summary>A connector or a task, independent of the generation of its configuration.</summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="Task">The task's number; -1 for the connector itself.</param>
internal readonly record struct WorkSlot(string Connector, int Task);
