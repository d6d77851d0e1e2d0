using Connect.Plugins;

namespace Connect.Runtime.Configuration.Validation;

/// <summary>Finds the defaults of a connector's definition: the worker's converters, and the versions of whatever the connector gets.</summary>
/// <param name="workerConfig">The worker's configuration.</param>
/// <param name="plugins">The plugins of the worker.</param>
internal sealed class ConnectorDefaultsReader(IReadOnlyDictionary<string, string?> workerConfig, PluginClasses plugins)
{
    private const string DefaultHeaderConverter = "org.apache.kafka.connect.storage.SimpleHeaderConverter";

    /// <summary>The defaults for one connector.</summary>
    /// <param name="config">The connector's configuration, with variables resolved.</param>
    public ConnectorDefaults Read(IReadOnlyDictionary<string, string?> config) => new(
        plugins.TryFindConnector(config.GetValueOrDefault(ConnectorKeys.ConnectorClass), out var connector) ? connector.Version : null,
        Read(config, ConnectorKeys.KeyConverter, PluginKind.Converter, null),
        Read(config, ConnectorKeys.ValueConverter, PluginKind.Converter, null),
        Read(config, ConnectorKeys.HeaderConverter, PluginKind.HeaderConverter, DefaultHeaderConverter));

    private PluginDefault Read(IReadOnlyDictionary<string, string?> config, string key, PluginKind kind, string? lastResort)
    {
        var ofWorker = plugins.TryFind(kind, workerConfig.GetValueOrDefault(key) ?? lastResort, out var worker) ? worker : null;
        if (config.GetValueOrDefault(key) is { } own)
            return new PluginDefault(ofWorker?.ClassName, plugins.TryFind(kind, own, out var plugin) ? plugin.Version : null);
        return new PluginDefault(ofWorker?.ClassName, workerConfig.GetValueOrDefault(key + ConnectorKeys.PluginVersionSuffix) ?? ofWorker?.Version);
    }
}
