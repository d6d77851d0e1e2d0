namespace Connect.Runtime.Kafka;

/// <summary>The configuration of one Kafka client, with Java's client keys: the defaults, overridden by the worker, overridden by the
/// connector.</summary>
/// <param name="Kind">The kind of client.</param>
/// <param name="ClientId">The client's id, as Java's worker would name it.</param>
/// <param name="Entries">Values by Java's keys (<c>linger.ms</c>) or librdkafka's (<c>fetch.queue.backoff.ms</c>).</param>
internal sealed record ClientConfig(ClientKind Kind, string ClientId, IReadOnlyDictionary<string, string?> Entries)
{
    /// <summary>The name of the broker inside the process, in place of <c>bootstrap.servers</c>.</summary>
    public const string Embedded = "embedded";

    /// <summary>The connector or worker that uses the client; null if unknown.</summary>
    public ClientUse? Use { get; init; }

    /// <summary>Whether a user has set <c>client.id</c>.</summary>
    public bool IsIdConfigured { get; init; }

    /// <summary>Whether a consumer notes how far it has read each partition, for <see cref="ISinkConsumer.FindReached"/>.</summary>
    public bool NotesEnds { get; init; }

    /// <summary>The worker's or connector's key with the Kafka address: <c>bootstrap.servers</c>, with a prefix if the client has its own
    /// address.</summary>
    public string BootstrapKey { get; init; } = "bootstrap.servers";

    /// <summary>The Kafka address, as configured.</summary>
    public string Servers => Get("bootstrap.servers") ?? "";

    /// <summary>Whether the broker is the one inside the process.</summary>
    public bool IsEmbedded => Get("bootstrap.servers") is { } servers
        && (servers.Equals(Embedded, StringComparison.OrdinalIgnoreCase) || servers.StartsWith(Embedded + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>The consumer group; null if none is set.</summary>
    public string? GroupId => Get("group.id");

    /// <summary>Reads one entry.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Its text; null if it is not set.</returns>
    public string? Get(string key) => Entries.GetValueOrDefault(key);
}
