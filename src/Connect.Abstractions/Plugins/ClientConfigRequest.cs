namespace Connect.Plugins;

/// <summary>The client settings that a connector wants to override.</summary>
/// <param name="ConnectorName">The connector.</param>
/// <param name="ConnectorKind"><see cref="PluginKind.Source"/> or <see cref="PluginKind.Sink"/>.</param>
/// <param name="ConnectorClass">Its class.</param>
/// <param name="Client">The client.</param>
/// <param name="Properties">The settings, without the prefix; of the key's type where the key is known.</param>
public sealed record ClientConfigRequest(
    string ConnectorName, PluginKind ConnectorKind, string ConnectorClass, ConfiguredClient Client, IReadOnlyDictionary<string, object?> Properties)
{
    /// <summary>The connector and the client; no setting, because secrets may be among them.</summary>
    public override string ToString() => $"{Client} of {ConnectorName}";
}
