namespace Connect.Runtime.Configuration;

/// <summary>The defaults of a connector's definition that depend on its class and on the worker.</summary>
/// <param name="ConnectorVersion">The version of the connector's class.</param>
/// <param name="KeyConverter">The worker's key converter.</param>
/// <param name="ValueConverter">The worker's value converter.</param>
/// <param name="HeaderConverter">The worker's header converter.</param>
internal sealed record ConnectorDefaults(
    string? ConnectorVersion, PluginDefault KeyConverter, PluginDefault ValueConverter, PluginDefault HeaderConverter)
{
    public static readonly ConnectorDefaults None = new(null, PluginDefault.None, PluginDefault.None, PluginDefault.None);
}
