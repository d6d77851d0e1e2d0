using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka.Logs;

/// <summary>Lays out the configurations of the clients of a worker's internal topics, as Java's worker does: of the worker's keys without a
/// prefix.</summary>
/// <param name="worker">The worker's properties, with variables resolved.</param>
internal sealed class InternalClientConfigs(IReadOnlyDictionary<string, string?> worker)
{
    private readonly string _base = BaseOf(worker);

    /// <summary>The clients of one topic. Their ids are Java's: <c>GROUP-configs</c>, or <c>GROUP-CLIENT.ID-configs</c> where <c>client.id</c> is
    /// set.</summary>
    /// <param name="what">What is in the topic: <c>configs</c>, <c>offsets</c>, <c>statuses</c>, <c>coordination</c>.</param>
    public LogClientConfigs Of(string what) => new(Consumer(what), Producer(what), Admin());

    /// <summary>The administrator that all internal topics share.</summary>
    public ClientConfig Admin()
    {
        var clientId = _base + "shared-admin";
        return new ClientConfig(ClientKind.Admin, clientId, Unprefixed(ClientKind.Admin, clientId)) { Use = new ClientUse(ClientRole.WorkerAdmin) };
    }

    private ClientConfig Consumer(string what)
    {
        var clientId = _base + what;
        var entries = Unprefixed(ClientKind.Consumer, clientId);
        entries["isolation.level"] = "read_committed";
        entries["allow.auto.create.topics"] = "false";
        entries["fetch.max.wait.ms"] = "100";
        foreach (var membership in (string[])["session.timeout.ms", "heartbeat.interval.ms", "max.poll.interval.ms", "group.instance.id",
            "group.protocol", "auto.offset.reset"])
            entries.Remove(membership);
        return new ClientConfig(ClientKind.Consumer, clientId, entries) { Use = new ClientUse(ClientRole.InternalTopicReader) };
    }

    private ClientConfig Producer(string what)
    {
        var clientId = _base + what;
        var entries = Unprefixed(ClientKind.Producer, clientId);
        entries["acks"] = "all";
        entries["enable.idempotence"] = "true";
        entries["delivery.timeout.ms"] = "2147483647";
        entries["linger.ms"] = "0";
        entries.Remove("transactional.id");
        return new ClientConfig(ClientKind.Producer, clientId, entries) { Use = new ClientUse(ClientRole.InternalTopicWriter) };
    }

    private Dictionary<string, string?> Unprefixed(ClientKind kind, string clientId)
    {
        var entries = new Dictionary<string, string?>();
        foreach (var (key, value) in worker)
        {
            if (JavaClientKeys.Find(kind, key) is not null)
                entries[key] = value;
        }

        entries["client.id"] = clientId;
        return entries;
    }

    private static string BaseOf(IReadOnlyDictionary<string, string?> worker)
    {
        var group = worker.GetValueOrDefault("group.id") ?? "connect";
        return worker.GetValueOrDefault("client.id") is { } id && !string.IsNullOrWhiteSpace(id) ? $"{group}-{id}-" : $"{group}-";
    }
}
