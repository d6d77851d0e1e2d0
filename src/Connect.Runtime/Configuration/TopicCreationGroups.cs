using Connect.Configuration;

namespace Connect.Runtime.Configuration;

/// <summary>Reads the groups of topics that a source connector wants created.</summary>
internal static class TopicCreationGroups
{
    /// <summary>Whether the connector says anything about topics to be created.</summary>
    public static bool AreConfigured(IReadOnlyDictionary<string, string?> config) =>
        config.Keys.Any(key => key.StartsWith(ConnectorKeys.TopicCreationPrefix, StringComparison.Ordinal));

    /// <summary>The groups in order of precedence, the default group last.</summary>
    /// <param name="config">The connector's configuration, with variables resolved.</param>
    /// <param name="plugins">The plugins of the worker.</param>
    /// <returns>The groups; none when the connector says nothing about them.</returns>
    /// <exception cref="ConfigException">A setting is missing or not valid.</exception>
    public static IReadOnlyList<TopicCreationGroup> Read(IReadOnlyDictionary<string, string?> config, PluginClasses plugins)
    {
        if (!AreConfigured(config))
            return [];
        var definition = EnrichedDefinition.Create(SourceConnectorDefinition.Create(plugins), config, plugins, requireAll: true);
        TopicCreationDefinition.AddDefaultGroup(definition);
        var prefix = TopicCreationDefinition.PrefixOf(TopicCreationDefinition.DefaultGroup);
        // Patterns of the default group are ignored: it takes whatever no other group takes.
        var used = config.Where(
            entry => entry.Key != prefix + TopicCreationDefinition.Include && entry.Key != prefix + TopicCreationDefinition.Exclude)
            .ToDictionary(StringComparer.Ordinal);
        var defaults = definition.Parse(used, plugins);
        var names = NamesIn(config);
        foreach (var name in names)
        {
            TopicCreationDefinition.AddGroup(
                definition,
                name,
                defaults.GetInt16(prefix + TopicCreationDefinition.ReplicationFactor),
                defaults.GetInt32(prefix + TopicCreationDefinition.Partitions));
        }

        var parsed = definition.Parse(used, plugins);
        return [.. names.Append(TopicCreationDefinition.DefaultGroup).Select(name => Group(parsed, name))];
    }

    private static string[] NamesIn(IReadOnlyDictionary<string, string?> config)
    {
        var value = config.GetValueOrDefault(ConnectorKeys.TopicCreationGroups);
        return ConfigDef.ParseType(ConnectorKeys.TopicCreationGroups, value, ConfigType.List) is IReadOnlyList<object?> names
            ? [.. names.Cast<string>().Where(name => name != TopicCreationDefinition.DefaultGroup).Distinct(StringComparer.Ordinal)]
            : [];
    }

    private static TopicCreationGroup Group(ParsedConfig config, string name)
    {
        var prefix = TopicCreationDefinition.PrefixOf(name);
        var settings = config.GetOriginalsWithPrefix(prefix)
            .Where(entry => entry.Key is not (TopicCreationDefinition.Include or TopicCreationDefinition.Exclude
                or TopicCreationDefinition.ReplicationFactor or TopicCreationDefinition.Partitions))
            .ToDictionary(entry => entry.Key, entry => (string?)entry.Value, StringComparer.Ordinal);
        return new TopicCreationGroup(
            name,
            config.GetList(prefix + TopicCreationDefinition.Include),
            config.GetList(prefix + TopicCreationDefinition.Exclude),
            config.GetInt32(prefix + TopicCreationDefinition.Partitions),
            config.GetInt16(prefix + TopicCreationDefinition.ReplicationFactor),
            settings);
    }
}
