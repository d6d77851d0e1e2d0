using Connect.Runtime.Configuration;

namespace Connect.Runtime.Herding;

/// <summary>Shows the plugins of a worker and validates configurations.</summary>
public interface IPluginCatalog
{
    /// <summary>Lists plugins in Kafka Connect's order: sinks, sources, transformations, predicates, converters, header converters.</summary>
    /// <param name="connectorsOnly">Whether to list connectors alone.</param>
    IReadOnlyList<PluginInfo> GetPlugins(bool connectorsOnly);

    /// <summary>Shows the keys that a plugin reads.</summary>
    /// <param name="className">The plugin, by any of its names.</param>
    /// <exception cref="ConnectorNotFoundException">There is no such plugin.</exception>
    /// <exception cref="BadRequestException">It is of a kind whose keys are not shown.</exception>
    IReadOnlyList<ConfigKeyInfo> GetPluginConfig(string className);

    /// <summary>Validates the configuration of a connector.</summary>
    /// <param name="config">The configuration, variables unresolved.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Everything that was found out; errors are in it.</returns>
    /// <exception cref="BadRequestException">There is no <c>connector.class</c>, or no plugin of that name.</exception>
    Task<ConfigInfos> ValidateConnectorConfigAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default);
}
