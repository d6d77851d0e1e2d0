namespace Connect.Runtime;

/// <summary>A task as <c>GET /connectors/{name}/tasks</c> shows it.</summary>
/// <param name="Id">The task.</param>
/// <param name="Config">Its configuration, variables unresolved: the connector's own with <c>task.class</c>.</param>
public sealed record TaskInfo(ConnectorTaskId Id, IReadOnlyDictionary<string, string?> Config);
