namespace Connect.Runtime;

/// <summary>A connector, as shown by <c>GET /connectors/{name}</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Config">Its configuration as submitted, in the same order, with unresolved variables and including <c>name</c>. Null values are
/// kept.</param>
/// <param name="Tasks">Its tasks, by number.</param>
/// <param name="Type">Source or sink.</param>
public sealed record ConnectorInfo(
    string Name, IReadOnlyDictionary<string, string?> Config, IReadOnlyList<ConnectorTaskId> Tasks, ConnectorType Type);
