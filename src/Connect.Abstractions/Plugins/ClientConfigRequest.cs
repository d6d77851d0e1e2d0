namespace Connect.Plugins;

/// <summary>The client settings that a connector wants to override.</summary>
/// <param name="ConnectorName">The connector.</param>
/// <param name="ConnectorKind"><see cref="PluginKind.Source"/> or <see cref="PluginKind.Sink"/>.</param>
/// <param name="ConnectorClass">The connector's class.</param>
/// <param name="Client">The client.</param>
/// <param name="Properties">The settings, without the prefix; parsed to the key's type if the key is known.</param>
public sealed record ClientConfigRequest(
    string ConnectorName, PluginKind ConnectorKind, string ConnectorClass, ConfiguredClient Client, IReadOnlyDictionary<string, object?> Properties)
{
    /// <summary>The connector and the client. Settings are not included because they may be secret.</summary>
    public override string ToString() => $"{Client} of {ConnectorName}";
}
