using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka;

/// <summary>Lays out the client configurations of a worker: Connect's own defaults, over them the worker's <c>producer.*</c>, <c>consumer.*</c> or <c>admin.*</c>,
/// over them the connector's <c>*.override.*</c>.</summary>
/// <remarks>As Java's worker does: producers and consumers inherit nothing unprefixed but <c>bootstrap.servers</c>, a connector's admin all of it. Names of clients and groups are Java's, too.</remarks>
/// <param name="worker">The worker's properties, variables resolved.</param>
internal sealed class ClientConfigs(IReadOnlyDictionary<string, string?> worker)
{
    private const string Bootstrap = "bootstrap.servers";

    /// <summary>The producer of a source task.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="task">The task's number.</param>
    /// <param name="config">The connector's configuration.</param>
    public ClientConfig SourceProducer(string connector, int task, IReadOnlyDictionary<string, string?> config)
        => Producer($"connector-producer-{connector}-{task}", config, new ClientUse(ClientRole.SourceProducer, connector, task));

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

    /// <summary>The administrator of a task's topics.</summary>
    /// <inheritdoc cref="SourceProducer" path="/param"/>
    public ClientConfig TaskAdmin(string connector, int task, IReadOnlyDictionary<string, string?> config)
        => Admin($"connector-adminclient-{connector}-{task}", config, new ClientUse(ClientRole.TopicAdmin, connector, task));

    /// <summary>The administrator of a sink task's dead-letter topic. Java leaves this client's id unfinished; here it gets the task's.</summary>
    /// <inheritdoc cref="SourceProducer" path="/param"/>
    public ClientConfig DeadLetterAdmin(string connector, int task, IReadOnlyDictionary<string, string?> config)
        => Admin($"connector-dlq-adminclient-{connector}-{task}", config, new ClientUse(ClientRole.DeadLetterAdmin, connector, task));

    /// <summary>The administrator of a connector's group and offsets, for the REST API.</summary>
    /// <inheritdoc cref="SourceProducer" path="/param"/>
    public ClientConfig OffsetsAdmin(string connector, IReadOnlyDictionary<string, string?> config)
        => Admin($"connector-worker-adminclient-{connector}", config, new ClientUse(ClientRole.OffsetsAdmin, connector));

    /// <summary>The worker's own administrator, of unprefixed keys alone.</summary>
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
            BootstrapKey = config.ContainsKey(overrides + Bootstrap) ? overrides + Bootstrap : worker.ContainsKey(prefix + Bootstrap) ? prefix + Bootstrap : Bootstrap,
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
