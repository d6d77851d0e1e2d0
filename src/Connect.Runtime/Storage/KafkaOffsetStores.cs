using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Logs;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Storage;

/// <summary>The offset stores of a cluster's worker: the one of the worker's topic, and those of connectors with their own topic.</summary>
/// <param name="clients">Creates the clients.</param>
/// <param name="worker">The worker's properties, with variables resolved.</param>
/// <param name="loggers">Creates loggers.</param>
/// <param name="isExactlyOnce">Whether sources write their offsets in the transactions of their records: then the offsets are in the Kafka cluster to
/// which the connector writes.</param>
internal sealed class KafkaOffsetStores(ILogClients clients, IReadOnlyDictionary<string, string?> worker, ILoggerFactory loggers,
    bool isExactlyOnce = false) : IOffsetStores
{
    /// <summary>The connector's key for its own offsets topic.</summary>
    public const string OwnTopicKey = "offsets.storage.topic";

    private readonly InternalTopic _topic = InternalTopic.Offsets(worker);
    private readonly KafkaOffsetStore _store = new KafkaOffsetStore(
        clients.CreateLog(InternalTopic.Offsets(worker).Name, new InternalClientConfigs(worker).Of("offsets")));
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Connector, string Topic), IOffsetStore> _own = [];

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => _store.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public IOffsetStore For(string connector, IReadOnlyDictionary<string, string?> config)
    {
        if (!HasOwn(connector, config, out var topic, out var configs))
            return _store;
        lock (_lock)
        {
            if (!_own.TryGetValue((connector, topic), out var store))
                _own[(connector, topic)] = store = Create(topic, configs);
            return store;
        }
    }

    /// <inheritdoc/>
    public TransactionalOffsetStore InTransactionsOf(string connector, IReadOnlyDictionary<string, string?> config, IRecordProducer producer)
    {
        var hasOwn = HasOwn(connector, config, out var topic, out _);
        return new TransactionalOffsetStore(topic, For(connector, config), new LogProducer(topic, producer), hasOwn ? _store : null,
            loggers.CreateLogger<TransactionalOffsetStore>());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        IOffsetStore[] own;
        lock (_lock)
            own = [.. _own.Values];
        foreach (var store in own)
            await store.DisposeAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Whether a connector's offsets are in a separate topic: one that it names, or, with exactly-once, a topic with the name of the
    /// worker's in the Kafka cluster to which it writes.</summary>
    private bool HasOwn(string connector, IReadOnlyDictionary<string, string?> config, out string topic, out LogClientConfigs configs)
    {
        configs = new ClientConfigs(worker).OwnOffsets(connector, config);
        var named = config.GetValueOrDefault(OwnTopicKey);
        topic = string.IsNullOrWhiteSpace(named) ? _topic.Name : named;
        var isElsewhere = configs.Producer.Servers != (worker.GetValueOrDefault("bootstrap.servers") ?? "");
        return topic != _topic.Name || (isElsewhere && (isExactlyOnce || !string.IsNullOrWhiteSpace(named)));
    }

    private ConnectorOffsetStore Create(string topic, LogClientConfigs configs)
    {
        var logger = loggers.CreateLogger<ConnectorOffsetStore>();
        var own = new LateOffsetStore(new KafkaOffsetStore(clients.CreateLog(topic, configs)), EnsureAsync);
        return new ConnectorOffsetStore(own, _store, logger);

        async Task EnsureAsync(CancellationToken cancellationToken)
        {
            var admin = clients.CreateAdmin(configs.Admin);
            await using (admin.ConfigureAwait(false))
                await new InternalTopics(admin, logger).EnsureAsync(_topic with { Name = topic, Key = OwnTopicKey, Ignored = [] }, cancellationToken)
                    .ConfigureAwait(false);
        }
    }
}
