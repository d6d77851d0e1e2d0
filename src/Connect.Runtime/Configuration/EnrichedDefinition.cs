using Connect.Configuration;
using Connect.Plugins;

namespace Connect.Runtime.Configuration;

/// <summary>A connector's definition with the keys of the transforms and predicates that its configuration lists.</summary>
internal static class EnrichedDefinition
{
    /// <summary>Creates the definition; the one given is not changed.</summary>
    /// <param name="definition">The connector's definition.</param>
    /// <param name="properties">The connector's configuration, with variables resolved.</param>
    /// <param name="plugins">The plugins of the worker.</param>
    /// <param name="requireAll">Whether a transform or predicate without a usable class is an error here, instead of one that validation
    /// finds.</param>
    /// <exception cref="ConfigException">The lists cannot be read, or a class is not usable if that is an error here.</exception>
    public static ConfigDef Create(ConfigDef definition, IReadOnlyDictionary<string, string?> properties, PluginClasses plugins, bool requireAll)
    {
        var enriched = new ConfigDef(definition);
        new AliasedPlugins(PluginKind.Transformation, ConnectorKeys.Transforms, "Transforms", properties, plugins).AddTo(enriched, requireAll);
        new AliasedPlugins(PluginKind.Predicate, ConnectorKeys.Predicates, "Predicates", properties, plugins).AddTo(enriched, requireAll);
        return enriched;
    }

    /// <summary>Parses a configuration: first the connector's own keys, so that what is wrong with them is said before what is wrong with a
    /// transform.</summary>
    /// <param name="definition">The connector's definition.</param>
    /// <param name="properties">The connector's configuration, with variables resolved.</param>
    /// <param name="plugins">The plugins of the worker.</param>
    /// <exception cref="ConfigException">A value is missing or not valid, or a class is not usable.</exception>
    public static ParsedConfig Parse(ConfigDef definition, IReadOnlyDictionary<string, string?> properties, PluginClasses plugins)
    {
        _ = definition.Parse(properties, plugins);
        return Create(definition, properties, plugins, requireAll: true).Parse(properties, plugins);
    }
}
