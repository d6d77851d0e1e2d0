namespace Connect.Runtime;

/// <summary>The status of a connector and its tasks, as shown by <c>GET /connectors/{name}/status</c>.</summary>
/// <param name="Name">The connector's name.</param>
/// <param name="State">The state of the connector itself.</param>
/// <param name="WorkerId">The worker that runs it: <c>host:port</c>.</param>
/// <param name="Trace">Why it failed or makes no progress; otherwise null or empty.</param>
/// <param name="Version">The version of the connector's class; null if unknown.</param>
/// <param name="Tasks">Its tasks, by number.</param>
/// <param name="Type">Source or sink.</param>
public sealed record ConnectorStatus(
    string Name, ConnectorState State, string WorkerId, string? Trace, string? Version, IReadOnlyList<ConnectorTaskStatus> Tasks, ConnectorType Type);
