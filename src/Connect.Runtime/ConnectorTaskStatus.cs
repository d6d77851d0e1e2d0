namespace Connect.Runtime;

/// <summary>What a task does, as <c>GET /connectors/{name}/tasks/{task}/status</c> shows it.</summary>
/// <param name="Id">The task.</param>
/// <param name="State">What it does.</param>
/// <param name="WorkerId">The worker that has it: <c>host:port</c>.</param>
/// <param name="Trace">Why it failed; null or empty otherwise.</param>
/// <param name="Version">The version of the task's class; null when it is not known.</param>
public sealed record ConnectorTaskStatus(ConnectorTaskId Id, TaskState State, string WorkerId, string? Trace, string? Version);
