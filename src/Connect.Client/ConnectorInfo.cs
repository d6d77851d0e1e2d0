namespace Connect.Client;

/// <summary>A connector's configuration and tasks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Config">Its stored configuration.</param>
/// <param name="Tasks">Its tasks.</param>
/// <param name="Type">Source or sink.</param>
public sealed record ConnectorInfo(
    string Name, IReadOnlyDictionary<string, string?> Config, IReadOnlyList<ConnectorTaskId> Tasks, ConnectorType Type);
