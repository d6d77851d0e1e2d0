namespace Connect.Runtime.Kafka;

/// <summary>What is asked of one Kafka client: Java's client keys after worker, connector and defaults have been laid over each other.</summary>
/// <param name="Kind">Which client.</param>
/// <param name="ClientId">The client's id, as Java's worker would name it.</param>
/// <param name="Entries">Java's keys (<c>linger.ms</c>) or librdkafka's (<c>fetch.queue.backoff.ms</c>), with their text.</param>
internal sealed record ClientConfig(ClientKind Kind, string ClientId, IReadOnlyDictionary<string, string?> Entries)
{
    /// <summary>The name of the broker inside the process, in place of <c>bootstrap.servers</c>.</summary>
    public const string Embedded = "embedded";

    /// <summary>Whom the client works for; null where nobody has said so.</summary>
    public ClientUse? Use { get; init; }

    /// <summary>The key of the worker or the connector that says where Kafka is: <c>bootstrap.servers</c>, with a prefix where the client has an address of its own.</summary>
    public string BootstrapKey { get; init; } = "bootstrap.servers";

    /// <summary>Where Kafka is, as it was asked for.</summary>
    public string Servers => Get("bootstrap.servers") ?? "";

    /// <summary>Whether the broker is the one inside the process.</summary>
    public bool IsEmbedded => Get("bootstrap.servers") is { } servers
        && (servers.Equals(Embedded, StringComparison.OrdinalIgnoreCase) || servers.StartsWith(Embedded + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>The consumer group; null where none is set.</summary>
    public string? GroupId => Get("group.id");

    /// <summary>Reads one entry.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Its text; null where it is not set.</returns>
    public string? Get(string key) => Entries.GetValueOrDefault(key);
}
