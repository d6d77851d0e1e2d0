using Connect.Configuration;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka;

/// <summary>Checks overridden client settings as making the client would: first by the rules of Java's clients, then by translating them.</summary>
/// <param name="worker">The worker's properties, with variables resolved.</param>
internal sealed class ClientSettingsCheck(IReadOnlyDictionary<string, string?> worker) : IClientSettingsCheck
{
    private const string TransactionalId = "transactional.id";

    private readonly ClientConfigs _configs = new(worker);
    private readonly bool _isExactlyOnce =
        string.Equals(worker.GetValueOrDefault(DistributedKeys.ExactlyOnceSourceSupport), "enabled", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Error)> Check(PluginKind kind, ConfiguredClient client, IReadOnlyDictionary<string, string?> config)
    {
        var prefix = ClientOverrides.PrefixOf(client);
        var overridden = config.Keys.Where(key => key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..]).ToHashSet(StringComparer.Ordinal);
        if (client == ConfiguredClient.Producer && kind == PluginKind.Source && _isExactlyOnce)
            overridden.ExceptWith(ClientConfigs.ForcedInTransactions);
        if (overridden.Count == 0)
            return [];
        var settings = Settings(kind, client, config);
        var faults = JavaClientRules.Find(settings).ToArray();
        if (client == ConfiguredClient.Producer && overridden.Contains(TransactionalId) && faults.Length == 0 && !_isExactlyOnce)
            return [(TransactionalId, $"The worker's producers do not use transactions: {DistributedKeys.ExactlyOnceSourceSupport} is not enabled.")];
        if (faults.Length > 0)
            return [.. faults.Select(fault => (Key: fault.Keys.FirstOrDefault(overridden.Contains), fault.Message))
                .Where(fault => fault.Key is not null).Select(fault => (fault.Key!, fault.Message))];
        return Translate(settings, overridden);
    }

    private ClientConfig Settings(PluginKind kind, ConfiguredClient client, IReadOnlyDictionary<string, string?> config)
    {
        var name = config.GetValueOrDefault(ConnectorKeys.Name) ?? "";
        return (client, kind) switch
        {
            (ConfiguredClient.Producer, PluginKind.Sink) => _configs.DeadLetterProducer(name, 0, config),
            (ConfiguredClient.Producer, _) when _isExactlyOnce => _configs.TransactionalProducer(name, 0, config, name),
            (ConfiguredClient.Producer, _) => _configs.SourceProducer(name, 0, config),
            (ConfiguredClient.Consumer, _) => _configs.SinkConsumer(name, 0, config),
            (_, PluginKind.Sink) => _configs.DeadLetterAdmin(name, 0, config),
            _ => _configs.TaskAdmin(name, 0, config),
        };
    }

    private static IEnumerable<(string Key, string Error)> Translate(ClientConfig settings, HashSet<string> overridden)
    {
        try
        {
            ClientConfigTranslator.Translate(settings);
            return [];
        }
        catch (ConfigException e)
        {
            // The longest name wins: one key may be the beginning of another.
            var key = overridden.Where(key => e.Message.Contains(key, StringComparison.Ordinal)).MaxBy(key => key.Length);
            return key is null ? [] : [(key, e.Message)];
        }
    }
}
