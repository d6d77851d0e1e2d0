using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka;

/// <summary>Builds the client configurations of a worker: Connect's defaults, overridden by the worker's <c>producer.*</c>, <c>consumer.*</c> or
/// <c>admin.*</c>, overridden by the connector's <c>*.override.*</c>.</summary>
/// <remarks>As in Java's worker, producers and consumers inherit only <c>bootstrap.servers</c> of the keys without a prefix; a connector's admin
/// client inherits all of them. The names of clients and groups are Java's, too.</remarks>
/// <param name="worker">The worker's properties, with variables resolved.</param>
internal sealed class ClientConfigs(IReadOnlyDictionary<string, string?> worker)
{
    /// <summary>The key of how long a transaction may be open before the broker aborts it, in milliseconds.</summary>
    public const string TransactionTimeout = "transaction.timeout.ms";

    /// <summary>Its default.</summary>
    public const string DefaultTransactionTimeout = "60000";

    /// <summary>The keys of a transactional producer that a connector cannot override.</summary>
    public static IReadOnlyList<string> ForcedInTransactions { get; } = ["transactional.id", "enable.idempotence"];

    private const string Bootstrap = "bootstrap.servers";

    /// <summary>The producer of a source task.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="task">The task's number.</param>
    /// <param name="config">The connector's configuration.</param>
    public ClientConfig SourceProducer(string connector, int task, IReadOnlyDictionary<string, string?> config)
        => Producer($"connector-producer-{connector}-{task}", config, new ClientUse(ClientRole.SourceProducer, connector, task));

    /// <summary>The producer of an exactly-once source task: like <see cref="SourceProducer"/>, with a transactional id that cannot be
    /// overridden.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="task">The task's number.</param>
    /// <param name="config">The connector's configuration.</param>
    /// <param name="transactionalId">The transactional id.</param>
    public ClientConfig TransactionalProducer(string connector, int task, IReadOnlyDictionary<string, string?> config, string transactionalId) =>
        Transactional(SourceProducer(connector, task, config), transactionalId);

    /// <summary>A producer that uses a task's transactional id only to fence earlier producers.</summary>
    /// <inheritdoc cref="TransactionalProducer" path="/param"/>
    public ClientConfig FencingProducer(string connector, int task, IReadOnlyDictionary<string, string?> config, string transactionalId) =>
        Transactional(Producer($"connector-fencing-producer-{connector}-{task}", config, new ClientUse(ClientRole.SourceProducer, connector, task)),
            transactionalId);

    /// <summary>The producer of a sink task's dead letters.</summary>
    /// <inheritdoc cref="SourceProducer" path="/param"/>
    public ClientConfig DeadLetterProducer(string connector, int task, IReadOnlyDictionary<string, string?> config)
        => Producer($"connector-dlq-producer-{connector}-{task}", config, new ClientUse(ClientRole.DeadLetterProducer, connector, task));

    /// <summary>The consumer of a sink task, in group <c>connect-NAME</c> unless the configuration says otherwise.</summary>
    /// <inheritdoc cref="SourceProducer" path="/param"/>
    public ClientConfig SinkConsumer(string connector, int task, IReadOnlyDictionary<string, string?> config)
    {
        var entries = new Dictionary<string, string?>
        {
            [Bootstrap] = worker.GetValueOrDefault(Bootstrap),
            ["group.id"] = $"connect-{connector}",
            ["client.id"] = $"connector-consumer-{connector}-{task}",
        };
        return Finish(ClientKind.Consumer, entries, config, new ClientUse(ClientRole.SinkConsumer, connector, task));
    }

    /// <summary>The admin client for a task's topics.</summary> <inheritdoc cref="SourceProducer" path="/param"/>
    public ClientConfig TaskAdmin(string connector, int task, IReadOnlyDictionary<string, string?> config)
        => Admin($"connector-adminclient-{connector}-{task}", config, new ClientUse(ClientRole.TopicAdmin, connector, task));

    /// <summary>The administrator that looks for a sink task's topics.</summary>
    /// <inheritdoc cref="SourceProducer" path="/param"/>
    public ClientConfig SinkAdmin(string connector, int task, IReadOnlyDictionary<string, string?> config)
        => Admin($"connector-topics-adminclient-{connector}-{task}", config, new ClientUse(ClientRole.OffsetsAdmin, connector, task));

    /// <summary>The admin client for a sink task's dead letter topic. Java leaves this client's id incomplete; here it contains the task.</summary>
    /// <inheritdoc cref="SourceProducer" path="/param"/>
    public ClientConfig DeadLetterAdmin(string connector, int task, IReadOnlyDictionary<string, string?> config)
        => Admin($"connector-dlq-adminclient-{connector}-{task}", config, new ClientUse(ClientRole.DeadLetterAdmin, connector, task));

    /// <summary>The admin client for a connector's group and offsets, for the REST API.</summary> <inheritdoc cref="SourceProducer" path="/param"/>
    public ClientConfig OffsetsAdmin(string connector, IReadOnlyDictionary<string, string?> config)
        => Admin($"connector-worker-adminclient-{connector}", config, new ClientUse(ClientRole.OffsetsAdmin, connector));

    /// <summary>The clients of a connector's own offsets topic (<c>offsets.storage.topic</c>), with the worker's and the connector's keys for
    /// producers, consumers and admin clients.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="config">The connector's configuration.</param>
    public LogClientConfigs OwnOffsets(string connector, IReadOnlyDictionary<string, string?> config)
    {
        var producer = Producer($"connector-offsets-producer-{connector}", config, new ClientUse(ClientRole.InternalTopicWriter, connector));
        var consumed = new Dictionary<string, string?>
        {
            [Bootstrap] = worker.GetValueOrDefault(Bootstrap),
            ["client.id"] = $"connector-offsets-consumer-{connector}"
        };
        var consumer = Finish(ClientKind.Consumer, consumed, config, new ClientUse(ClientRole.InternalTopicReader, connector));
        return new LogClientConfigs(
            consumer with
            {
                Entries = new Dictionary<string, string?>(
                consumer.Entries)
                { ["isolation.level"] = "read_committed", ["allow.auto.create.topics"] = "false" }
            },
            producer with { Entries = new Dictionary<string, string?>(producer.Entries) { ["enable.idempotence"] = "true" } },
            Admin($"connector-offsets-adminclient-{connector}", config, new ClientUse(ClientRole.OffsetsAdmin, connector)));
    }

    /// <summary>The worker's own admin client, configured only by keys without a prefix.</summary>
    /// <param name="clientId">The client's id.</param>
    public ClientConfig WorkerAdmin(string clientId)
    {
        var entries = Unprefixed();
        entries["client.id"] = clientId;
        return new ClientConfig(ClientKind.Admin, clientId, entries) { Use = new ClientUse(ClientRole.WorkerAdmin) };
    }

    private ClientConfig Producer(string clientId, IReadOnlyDictionary<string, string?> config, ClientUse use)
    {
        var entries = new Dictionary<string, string?>
        {
            [Bootstrap] = worker.GetValueOrDefault(Bootstrap),
            ["client.id"] = clientId,
            ["acks"] = "all",
            ["max.in.flight.requests.per.connection"] = "1",
            ["delivery.timeout.ms"] = "2147483647",
            ["max.block.ms"] = "9223372036854775807",
        };
        return Finish(ClientKind.Producer, entries, config, use);
    }

    private static ClientConfig Transactional(ClientConfig producer, string transactionalId) =>
        producer with
        {
            Entries = new Dictionary<string,
            string?>(producer.Entries)
            { ["enable.idempotence"] = "true", ["transactional.id"] = transactionalId }
        };

    private ClientConfig Admin(string clientId, IReadOnlyDictionary<string, string?> config, ClientUse use)
    {
        var entries = Unprefixed();
        entries["client.id"] = clientId;
        return Finish(ClientKind.Admin, entries, config, use);
    }

    private Dictionary<string, string?> Unprefixed()
    {
        var entries = new Dictionary<string, string?>();
        foreach (var (key, value) in worker)
        {
            if (JavaClientKeys.Find(ClientKind.Admin, key) is not null)
                entries[key] = value;
        }

        return entries;
    }

    private ClientConfig Finish(ClientKind kind, Dictionary<string, string?> entries, IReadOnlyDictionary<string, string?> config, ClientUse use)
    {
        var prefix = kind switch
        {
            ClientKind.Producer => "producer.",
            ClientKind.Consumer => "consumer.",
            _ => "admin.",
        };
        var overrides = prefix + "override.";
        Overlay(entries, worker, prefix);
        Overlay(entries, config, overrides);
        return new ClientConfig(kind, entries.GetValueOrDefault("client.id") ?? "", entries)
        {
            Use = use,
            IsIdConfigured = worker.ContainsKey(prefix + "client.id") || config.ContainsKey(overrides + "client.id"),
            BootstrapKey = config.ContainsKey(overrides + Bootstrap)
                ? overrides + Bootstrap : worker.ContainsKey(prefix + Bootstrap) ? prefix + Bootstrap : Bootstrap,
        };
    }

    private static void Overlay(Dictionary<string, string?> entries, IReadOnlyDictionary<string, string?> from, string prefix)
    {
        foreach (var (key, value) in from)
        {
            if (key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal))
                entries[key[prefix.Length..]] = value;
        }
    }
}
