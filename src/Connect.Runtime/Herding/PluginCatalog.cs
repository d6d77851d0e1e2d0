using Connect.Configuration;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Herding;

/// <summary>Shows the plugins of a worker.</summary>
internal sealed class PluginCatalog(PluginRegistry plugins, IConnectorValidator validator) : IPluginCatalog
{
    private static readonly PluginKind[] Listed =
        [PluginKind.Sink, PluginKind.Source, PluginKind.Transformation, PluginKind.Predicate, PluginKind.Converter, PluginKind.HeaderConverter];

    /// <inheritdoc/>
    public IReadOnlyList<PluginInfo> GetPlugins(bool connectorsOnly) =>
        [.. plugins.All
            .Where(plugin => connectorsOnly ? plugin.Kind is PluginKind.Sink or PluginKind.Source : Listed.Contains(plugin.Kind))
            .Select(plugin => new PluginInfo(plugin.ClassName, plugin.Kind, plugin.Version))];

    /// <inheritdoc/>
    public IReadOnlyList<ConfigKeyInfo> GetPluginConfig(string className)
    {
        ArgumentNullException.ThrowIfNull(className);
        foreach (var kind in Listed)
        {
            if (plugins.TryFind(kind, className, out var plugin))
                return [.. KeysOf(plugin).Select(key => ConfigKeyViews.Of(key))];
        }

        throw plugins.Resolve(className) is null
            ? new ConnectorNotFoundException($"Unknown plugin {className}.")
            : new BadRequestException(
                $"Invalid plugin class {className}. Valid types are sink, source, converter, header_converter, transformation, predicate.");
    }

    /// <inheritdoc/>
    public Task<ConfigInfos> ValidateConnectorConfigAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default) =>
        validator.ValidateAsync(config, cancellationToken);

    /// <summary>The plugin's own keys first, then those that every connector of its kind has.</summary>
    private IEnumerable<ConfigKey> KeysOf(PluginDescriptor plugin)
    {
        var (own, common) = plugin.Kind switch
        {
            PluginKind.Sink => (plugins.GetUnstartedConnector(plugin.ClassName).Config, SinkConnectorDefinition.Create(PluginClasses.None)),
            PluginKind.Source => (plugins.GetUnstartedConnector(plugin.ClassName).Config, SourceConnectorDefinition.Create(PluginClasses.None)),
            _ => (plugin.Config, new ConfigDef()),
        };
        return own.Keys.Concat(common.Keys.Where(key => own[key.Name] is null));
    }
}
