namespace Connect.Runtime.Workers;

/// <summary>Receives state changes of connectors.</summary>
/// <remarks>Called from any thread; must not throw.</remarks>
internal interface IConnectorStatusListener
{
    /// <summary>Called when a connector's state has changed.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="state">The new state.</param>
    /// <param name="trace">Why it failed; null otherwise.</param>
    /// <param name="version">The version of its class.</param>
    void OnConnectorState(string connector, ConnectorState state, string? trace, string? version);
}
