using Connect.Configuration;
using Connect.Plugins;

namespace Connect.Runtime.Configuration.Validation;

/// <summary>Judges the client settings that a connector overrides, for the clients that it uses.</summary>
/// <param name="policy">The worker's policy.</param>
/// <param name="check">Knows what a client can be made with.</param>
internal sealed class ClientOverrides(IClientConfigOverridePolicy policy, IClientSettingsCheck check)
{
    /// <summary>The prefix of the settings of a client.</summary>
    public static string PrefixOf(ConfiguredClient client) => client switch
    {
        ConfiguredClient.Producer => ConnectorKeys.ProducerOverridePrefix,
        ConfiguredClient.Consumer => ConnectorKeys.ConsumerOverridePrefix,
        _ => ConnectorKeys.AdminOverridePrefix,
    };

    /// <summary>Judges everything that is overridden.</summary>
    /// <param name="connector">The connector's class.</param>
    /// <param name="config">Its configuration, with variables resolved.</param>
    /// <param name="sourcesHaveConsumers">Whether sources use a consumer.</param>
    /// <returns>One part for each client that the connector uses.</returns>
    /// <exception cref="ConfigException">A value is of a wrong type.</exception>
    public IEnumerable<ConfigInfos> Validate(PluginDescriptor connector, IReadOnlyDictionary<string, string?> config, bool sourcesHaveConsumers) =>
        ClientsOf(connector.Kind, config, sourcesHaveConsumers).Select(client => Validate(connector, config, client));

    /// <summary>Finds with what the clients could not be made. Kafka Connect's validation says nothing of it; a connector that is created with it is
    /// refused.</summary>
    /// <param name="connector">The connector's class.</param>
    /// <param name="config">Its configuration, with variables resolved.</param>
    /// <param name="sourcesHaveConsumers">Whether sources use a consumer.</param>
    /// <returns>The overridden keys, each with what is wrong.</returns>
    public IEnumerable<(string Key, string Error)> FindFaults(
        PluginDescriptor connector, IReadOnlyDictionary<string, string?> config, bool sourcesHaveConsumers) =>
        ClientsOf(connector.Kind, config, sourcesHaveConsumers)
            .SelectMany(client => check.Check(connector.Kind, client, config).Select(fault => (PrefixOf(client) + fault.Key, fault.Error)));

    private static IEnumerable<ConfiguredClient> ClientsOf(PluginKind kind, IReadOnlyDictionary<string, string?> config, bool sourcesHaveConsumers)
    {
        var isSource = kind == PluginKind.Source;
        var hasQueue = !isSource && SinkTopics.HasDeadLetterQueue(config);
        if (isSource || hasQueue)
            yield return ConfiguredClient.Producer;
        if (!isSource || sourcesHaveConsumers)
            yield return ConfiguredClient.Consumer;
        if (hasQueue || (isSource && (sourcesHaveConsumers || TopicCreationGroups.AreConfigured(config))))
            yield return ConfiguredClient.Admin;
    }

    private ConfigInfos Validate(PluginDescriptor connector, IReadOnlyDictionary<string, string?> config, ConfiguredClient client)
    {
        var prefix = PrefixOf(client);
        var definition = ClientDefinitions.Of(client);
        var properties = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key,
            value) in config.Where(entry => entry.Key.Length > prefix.Length && entry.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var name = key[prefix.Length..];
            properties[name] = Parse(definition[name], key, value);
        }

        var request = new ClientConfigRequest(
            config.GetValueOrDefault(ConnectorKeys.Name) ?? "", connector.Kind, connector.ClassName, client, properties);
        var values = policy.Validate(request);
        return ConfigInfoWriter.WritePart(connector.ClassName, prefix, definition, values);
    }

    /// <summary>Parses a value by the client's definition. As in Kafka Connect a value of a wrong type fails the validation as a whole.</summary>
    private static object? Parse(ConfigKey? definition, string key, string? value) =>
        definition is null ? value : ConfigDef.ParseType(key, value, definition.Type);
}
