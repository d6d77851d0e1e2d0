namespace Connect.Client;

/// <summary>A task and its configuration.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Config">Its configuration, as created by the connector.</param>
public sealed record TaskInfo(ConnectorTaskId Id, IReadOnlyDictionary<string, string?> Config);
