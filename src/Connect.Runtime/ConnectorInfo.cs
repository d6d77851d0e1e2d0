namespace Connect.Runtime;

/// <summary>A connector as <c>GET /connectors/{name}</c> shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Config">Its configuration as it was given, variables unresolved, <c>name</c> included, in the order given. A null value stands where one was stored.</param>
/// <param name="Tasks">Its tasks, by number.</param>
/// <param name="Type">Which way it moves records.</param>
public sealed record ConnectorInfo(
    string Name, IReadOnlyDictionary<string, string?> Config, IReadOnlyList<ConnectorTaskId> Tasks, ConnectorType Type);
