namespace Connect.Client;

/// <summary>A task's name.</summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="Task">The task's number, from 0.</param>
public sealed record ConnectorTaskId(string Connector, int Task);
