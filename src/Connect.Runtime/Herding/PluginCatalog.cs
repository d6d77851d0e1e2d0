using Connect.Configuration;
using Connect.Connectors;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Herding;

/// <summary>Shows the plugins of a worker as REST lists them, and validates configurations. Thread-safe.</summary>
/// <param name="registry">The plugins.</param>
/// <param name="validator">Validates configurations.</param>
internal sealed class PluginCatalog(PluginRegistry registry, ConnectorValidator validator)
{
    private static readonly PluginKind[] Listed =
        [PluginKind.Sink, PluginKind.Source, PluginKind.Transformation, PluginKind.Predicate, PluginKind.Converter, PluginKind.HeaderConverter];

    /// <summary>Lists plugins in Kafka Connect's order.</summary>
    /// <param name="connectorsOnly">Whether to list connectors alone.</param>
    public IReadOnlyList<PluginInfo> GetPlugins(bool connectorsOnly) =>
    [
        .. registry.All
            .Where(plugin => connectorsOnly ? plugin.Kind is PluginKind.Sink or PluginKind.Source : Listed.Contains(plugin.Kind))
            .OrderBy(plugin => Array.IndexOf(Listed, plugin.Kind))
            .Select(plugin => new PluginInfo(plugin.ClassName, plugin.Kind, plugin.Version)),
    ];

    /// <summary>Shows the keys that a plugin reads.</summary>
    /// <exception cref="ConnectorNotFoundException">There is no such plugin.</exception>
    /// <exception cref="BadRequestException">It is not here in the version that is asked for.</exception>
    public IReadOnlyList<ConfigKeyInfo> GetPluginConfig(string className, string? version)
    {
        // Kafka Connect knows no short name with the part of the record, although configurations may use it here.
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

    /// <summary>Validates the configuration of a connector, variables unresolved.</summary>
    /// <exception cref="BadRequestException">There is no <c>connector.class</c>, or no plugin of that name.</exception>
    public Task<ConfigInfos> ValidateConnectorConfigAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) =>
        validator.ValidateAsync(config, cancellationToken);

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

    /// <summary>A connector's page shows the keys that all of its kind have too.</summary>
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
        foreach (var key in addKeysOfKind(ConnectorDefinition.Create(defaults, PluginClasses.None, PluginClasses.None)).Keys.Where(key => definition[key.Name] is null))
            definition.Define(key);
        return definition;
    }
}
