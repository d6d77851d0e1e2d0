namespace Connect.Runtime;

/// <summary>What a connector and its tasks do, as <c>GET /connectors/{name}/status</c> shows it.</summary>
/// <param name="Name">The connector's name.</param>
/// <param name="State">What the connector itself does.</param>
/// <param name="WorkerId">The worker that has it: <c>host:port</c>.</param>
/// <param name="Trace">Why it failed; null or empty otherwise.</param>
/// <param name="Version">The version of the connector's class; null when it is not known.</param>
/// <param name="Tasks">Its tasks, by number.</param>
/// <param name="Type">Which way it moves records.</param>
public sealed record ConnectorStatus(
    string Name, ConnectorState State, string WorkerId, string? Trace, string? Version, IReadOnlyList<ConnectorTaskStatus> Tasks, ConnectorType Type);
