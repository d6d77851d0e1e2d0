namespace Connect.Connectors;

/// <summary>The context of a sink connector.</summary>
public abstract class SinkConnectorContext : ConnectorContext;
