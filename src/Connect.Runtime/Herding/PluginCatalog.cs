using Connect.Configuration;
using Connect.Connectors;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Herding;

/// <summary>Lists the plugins of a worker as the REST API shows them, and validates configurations. Thread-safe.</summary>
/// <param name="registry">The plugins.</param>
/// <param name="validator">Validates configurations.</param>
internal sealed class PluginCatalog(PluginRegistry registry, ConnectorValidator validator)
{
    private static readonly PluginKind[] Listed =
        [PluginKind.Sink, PluginKind.Source, PluginKind.Transformation, PluginKind.Predicate, PluginKind.Converter, PluginKind.HeaderConverter];

    /// <summary>Lists plugins in Kafka Connect's order.</summary>
    /// <param name="connectorsOnly">Whether to list only connectors.</param>
    public IReadOnlyList<PluginInfo> GetPlugins(bool connectorsOnly) =>
    [
        .. registry.All
            .Where(plugin => connectorsOnly ? plugin.Kind is PluginKind.Sink or PluginKind.Source : Listed.Contains(plugin.Kind))
            .OrderBy(plugin => Array.IndexOf(Listed, plugin.Kind))
            .Select(plugin => new PluginInfo(plugin.ClassName, plugin.Kind, plugin.Version)),
    ];

    /// <summary>Lists the configuration keys of a plugin.</summary>
    /// <exception cref="ConnectorNotFoundException">There is no such plugin.</exception>
    /// <exception cref="BadRequestException">The requested version does not exist.</exception>
    public IReadOnlyList<ConfigKeyInfo> GetPluginConfig(string className, string? version)
    {
        // Kafka Connect does not find a short name such as InsertField$Value here, although configurations may use it.
        var isShortWithPart = className.Contains('$', StringComparison.Ordinal) && !className.Contains('.', StringComparison.Ordinal);
        foreach (var kind in Listed)
        {
            if (isShortWithPart || !registry.TryFind(kind, className, out var plugin))
                continue;
            return [.. DefinitionOf(Select(plugin, version)).Keys.Select(ConfigInfoWriter.Write)];
        }

        if (className.Contains('.', StringComparison.Ordinal) && new PluginClasses(registry).Resolve(className) is not null)
            throw new ConnectException("Instantiation error");
        throw new ConnectorNotFoundException($"Unknown plugin {className}.");
    }

    /// <summary>Validates the configuration of a connector, with unresolved variables.</summary>
    /// <exception cref="BadRequestException"><c>connector.class</c> is missing, or there is no such plugin.</exception>
    public Task<ConfigInfos> ValidateConnectorConfigAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) =>
        validator.ValidateAsync(config, cancellationToken);

    /// <summary>The keys of a configuration whose values are passwords.</summary>
    /// <exception cref="ConnectException">The connector's class, or a class that its configuration names, is missing.</exception>
    public IReadOnlySet<string> PasswordKeysOf(IReadOnlyDictionary<string, string?> config) => validator.PasswordKeysOf(config);

    private PluginDescriptor Select(PluginDescriptor plugin, string? version)
    {
        try
        {
            return registry.Select(plugin, version);
        }
        catch (ConfigException e)
        {
            throw new BadRequestException(e.Message, e);
        }
    }

    /// <summary>The definition of a plugin; for a connector, including the common keys of all sources or sinks.</summary>
    private ConfigDef DefinitionOf(PluginDescriptor plugin) => plugin.Kind switch
    {
        PluginKind.Source => WithCommonKeys(plugin, SourceConnectorDefinition.AddTo),
        PluginKind.Sink => WithCommonKeys(plugin, SinkConnectorDefinition.AddTo),
        _ => plugin.Config,
    };

    private ConfigDef WithCommonKeys(PluginDescriptor plugin, Func<ConfigDef, ConfigDef> addKeysOfKind)
    {
        IConnector connector = registry.GetUnstartedConnector(plugin);
        var definition = new ConfigDef(connector.Config);
        var defaults = ConnectorDefaults.None with { ConnectorVersion = plugin.Version };
        foreach (var key in addKeysOfKind(ConnectorDefinition.Create(defaults, PluginClasses.None, PluginClasses.None)).Keys.Where(
            key => definition[key.Name] is null))
            definition.Define(key);
        return definition;
    }
}
