namespace Connect.Runtime;

/// <summary>What became of a configuration that was put.</summary>
/// <param name="Created">Whether the connector is new.</param>
/// <param name="Connector">The connector.</param>
public sealed record ConnectorUpdate(bool Created, ConnectorInfo Connector);
