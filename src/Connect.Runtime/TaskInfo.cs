namespace Connect.Runtime;

/// <summary>A task, as shown by <c>GET /connectors/{name}/tasks</c>.</summary>
/// <param name="Id">The task.</param>
/// <param name="Config">Its configuration, with unresolved variables and with <c>task.class</c>.</param>
public sealed record TaskInfo(ConnectorTaskId Id, IReadOnlyDictionary<string, string?> Config);
