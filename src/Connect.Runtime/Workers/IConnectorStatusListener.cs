namespace Connect.Runtime.Workers;

/// <summary>Told of what a connector does.</summary>
/// <remarks>Called from any thread; must not throw.</remarks>
internal interface IConnectorStatusListener
{
    /// <summary>Says that a connector's state has changed.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="state">What it does now.</param>
    /// <param name="trace">Why it failed; null otherwise.</param>
    /// <param name="version">The version of its class.</param>
    void OnConnectorState(string connector, ConnectorState state, string? trace, string? version);
}
