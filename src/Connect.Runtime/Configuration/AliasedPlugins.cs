using Connect.Configuration;
using Connect.Plugins;
using Connect.Runtime.Configuration.Recommenders;
using Connect.Runtime.Configuration.Validators;
using Connect.Runtime.Plugins.Versions;

namespace Connect.Runtime.Configuration;

/// <summary>Adds to a connector's definition the keys of the transforms or predicates that its configuration lists.</summary>
/// <remarks>Corresponds to <c>ConnectorConfig.EnrichablePlugin</c>, with its texts.</remarks>
/// <param name="kind">Transforms or predicates.</param>
/// <param name="aliasKey">The key that lists the aliases; also the prefix of their keys.</param>
/// <param name="group">The group of their keys.</param>
/// <param name="properties">The connector's configuration, with variables resolved.</param>
/// <param name="plugins">The plugins of the worker.</param>
internal sealed class AliasedPlugins(
    PluginKind kind, string aliasKey, string group, IReadOnlyDictionary<string, string?> properties, PluginClasses plugins)
{
    private readonly string _interface = PluginClasses.InterfaceOf(kind).Split('.')[^1];

    /// <summary>Adds the keys of every alias.</summary>
    /// <param name="definition">The definition to add to.</param>
    /// <param name="requireAll">Whether an alias without a usable class is an error here, instead of one that validation finds.</param>
    /// <exception cref="ConfigException">An alias has no usable class, if that is an error here.</exception>
    public void AddTo(ConfigDef definition, bool requireAll)
    {
        if (ConfigDef.ParseType(aliasKey, properties.GetValueOrDefault(aliasKey), ConfigType.List) is not IReadOnlyList<object?> aliases)
            return;
        foreach (var alias in aliases.Distinct().Cast<string>())
            AddAlias(definition, alias, requireAll);
    }

    private void AddAlias(ConfigDef definition, string alias, bool requireAll)
    {
        var prefix = $"{aliasKey}.{alias}.";
        var typeKey = prefix + "type";
        var versionKey = prefix + "plugin.version";
        var what = kind.ToString().ToLowerInvariant();
        definition
            .Define(
                typeKey, ConfigType.Class, ConfigImportance.High, $"Class for the '{alias}' {what}.",
                ConfigValidators.Lambda((_, value) => EnsureType(prefix, (ClassReference?)value), $"valid configs for {alias} {what}"),
                $"{group}: {alias}", 0, ConfigWidth.Long, $"{_interface} type for {alias}", recommender: new PluginClassRecommender(kind, plugins))
            .Define(
                versionKey, ConfigType.String, DefaultVersion(typeKey), ConfigImportance.High, $"Version of the '{alias}' {what}.",
                new AliasVersionValidator(version => EnsureVersion(typeKey, version)),
                $"{group}: {alias}", 1, ConfigWidth.Long, $"{_interface} version for {alias}",
                recommender: new PluginVersionRecommender(kind, typeKey, plugins, hideWithoutClass: false));
        if (OwnKeys(typeKey, versionKey, requireAll) is { } own)
            definition.Embed(prefix, $"{group}: {alias}", 2, own);
    }

    private string? DefaultVersion(string typeKey) =>
        properties.GetValueOrDefault(ConnectorKeys.ConnectorClass) is not null
        && ConnectorVersionError() is null
        && plugins.TryFind(kind, properties.GetValueOrDefault(typeKey), out var plugin) ? plugin.Version : null;

    private ConfigDef? OwnKeys(string typeKey, string versionKey, bool requireAll)
    {
        var own = kind == PluginKind.Transformation ? ImplicitKeys() : new ConfigDef();
        try
        {
            if (properties.GetValueOrDefault(typeKey) is not { } type)
                throw new ConfigException(typeKey, null, $"Not a {_interface}");
            // Kafka Connect looks up the class by the text as it stands.
            if (type != type.Trim() && ConfigDef.ParseType(typeKey, type, ConfigType.Class, plugins) is not null)
                throw new ConfigException(typeKey, type, $"Error getting config definition from {_interface}: {type}");
            // The implicit keys hide keys of the same name that the plugin has.
            foreach (var key in ConfigOf(typeKey, type, properties.GetValueOrDefault(versionKey)).Keys.Where(key => own[key.Name] is null))
                own.Define(key);
            return own;
        }
        catch (ConfigException) when (!requireAll)
        {
            // The validator of the type key says the same to the user.
            return null;
        }
    }

    private static ConfigDef ImplicitKeys() =>
        new ConfigDef()
            .Define(
                "predicate", ConfigType.String, null, ConfigImportance.Medium,
                "The alias of a predicate: the transform applies only to records that match it.")
            .Define(
                "negate", ConfigType.Boolean, false, ConfigImportance.Medium,
                "Whether the transform applies only to records that do not match the predicate.");

    private ConfigDef ConfigOf(string typeKey, string type, string? version)
    {
        if (properties.GetValueOrDefault(ConnectorKeys.ConnectorClass) is null)
            return new ConfigDef();
        VersionRange.ParseRequirement(version);
        var reference = (ClassReference)ConfigDef.ParseType(typeKey, type, ConfigType.Class, plugins)!;
        plugins.EnsureKind(kind, reference.Name);
        if (ConnectorVersionError() is { } error)
            throw error;
        if (!plugins.TryFind(kind, reference.Name, out var plugin))
            return new ConfigDef();
        return plugins.Select(plugin, version).Config;
    }

    // Plugins come from where the connector comes from; a version of it that is not here has none.
    private ConfigException? ConnectorVersionError()
    {
        try
        {
            if (plugins.TryFindConnector(properties.GetValueOrDefault(ConnectorKeys.ConnectorClass), out var connector))
                plugins.Select(connector, properties.GetValueOrDefault(ConnectorKeys.ConnectorVersion));
            return null;
        }
        catch (ConfigException e)
        {
            return e;
        }
    }

    private void EnsureType(string prefix, ClassReference? type)
    {
        EnsurePredicate(prefix);
        if (type is not null)
            ConfigOf(prefix + "type", type.Name, properties.GetValueOrDefault(prefix + "plugin.version"));
    }

    private void EnsurePredicate(string prefix)
    {
        var negate = prefix + "negate";
        var predicate = prefix + "predicate";
        if (kind == PluginKind.Transformation && properties.ContainsKey(negate) && !properties.ContainsKey(predicate))
            throw new ConfigException($"Config '{negate}' was provided but there is no config '{predicate}' defining a predicate to be negated.");
    }

    // A class that cannot be used is reported at the type key alone.
    private void EnsureVersion(string typeKey, string? version)
    {
        if (version is null || properties.GetValueOrDefault(typeKey) is not { } type
            || properties.GetValueOrDefault(ConnectorKeys.ConnectorClass) is null)
            return;
        VersionRange.ParseRequirement(version);
        if (!plugins.TryFind(kind, type, out var plugin))
            return;
        if (ConnectorVersionError() is { } error)
            throw error;
        plugins.Select(plugin, version);
    }
}
