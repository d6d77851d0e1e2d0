namespace Connect.Runtime;

/// <summary>The status of a task, as shown by <c>GET /connectors/{name}/tasks/{task}/status</c>.</summary>
/// <param name="Id">The task.</param>
/// <param name="State">Its state.</param>
/// <param name="WorkerId">The worker that runs it: <c>host:port</c>.</param>
/// <param name="Trace">Why it failed or makes no progress; otherwise null or empty.</param>
/// <param name="Version">The version of the task's class; null if unknown.</param>
public sealed record ConnectorTaskStatus(ConnectorTaskId Id, TaskState State, string WorkerId, string? Trace, string? Version);
