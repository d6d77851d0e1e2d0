namespace Connect.Runtime;

/// <summary>The result of setting a connector's configuration.</summary>
/// <param name="Created">Whether the connector is new.</param>
/// <param name="Connector">The connector.</param>
public sealed record ConnectorUpdate(bool Created, ConnectorInfo Connector);
