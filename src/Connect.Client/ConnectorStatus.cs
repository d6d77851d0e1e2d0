namespace Connect.Client;

/// <summary>The status of a connector and its tasks.</summary>
/// <param name="Name">The connector's name.</param>
/// <param name="Connector">The state of the connector.</param>
/// <param name="Tasks">The status of its tasks.</param>
/// <param name="Type">Source or sink.</param>
public sealed record ConnectorStatus(string Name, ConnectorStateInfo Connector, IReadOnlyList<TaskStatus> Tasks, ConnectorType Type);
