using System.Globalization;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>What Java's clients check when they are made: each value, and values against each other.</summary>
/// <remarks>Corresponds to the validators and the <c>postProcess</c> steps of <c>ProducerConfig</c>, <c>ConsumerConfig</c> and
/// <c>AdminClientConfig</c>, and to what their clients' constructors refuse. A worker's producers have <c>enable.idempotence=false</c> in Kafka
/// Connect unless told otherwise; rules that depend on it take it so.</remarks>
internal static class JavaClientRules
{
    private const string Heartbeat = "heartbeat.interval.ms";
    private const string Session = "session.timeout.ms";
    private const string Protocol = "group.protocol";
    private const string Idempotence = "enable.idempotence";

    /// <summary>Finds what is wrong, in the order of Java's checks.</summary>
    /// <param name="config">The client's configuration.</param>
    public static IEnumerable<ClientConfigFault> Find(ClientConfig config) =>
        [.. FindBadValues(config), .. FindInSecurity(config), .. config.Kind switch
        {
            ClientKind.Producer => FindInProducer(config),
            ClientKind.Consumer => FindInConsumer(config),
            _ => FindInAdmin(config),
        }];

    private static IEnumerable<ClientConfigFault> FindBadValues(ClientConfig config)
    {
        foreach (var (key, value) in config.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (value is null || JavaClientKeys.Find(config.Kind, key) is null)
                continue;
            var fault = default(ClientConfigFault);
            try
            {
                JavaRanges.EnsureValid(key, value.Trim());
            }
            catch (ConfigException e)
            {
                fault = new ClientConfigFault(e.Message, key);
            }

            if (fault is not null)
                yield return fault;
        }
    }

    private static IEnumerable<ClientConfigFault> FindInSecurity(ClientConfig config)
    {
        const string ProtocolKey = "security.protocol";
        var protocol = Text(config, ProtocolKey)?.ToUpperInvariant() ?? "";
        if (protocol.EndsWith("SSL", StringComparison.Ordinal) && Text(config, "ssl.keystore.location") is { Length: > 0 }
            && config.Get("ssl.keystore.password") is null
            && !string.Equals(Text(config, "ssl.keystore.type"), "PEM", StringComparison.OrdinalIgnoreCase))
        {
            yield return new("SSL key store is specified, but key store password is not specified.", "ssl.keystore.location", ProtocolKey);
        }

        if (protocol.StartsWith("SASL", StringComparison.Ordinal) && Text(config, "sasl.mechanism") is { } mechanism
            && (mechanism == "PLAIN" || mechanism.StartsWith("SCRAM-", StringComparison.Ordinal))
            && Text(config, "sasl.jaas.config") is null or "" && Text(config, "sasl.username") is null)
        {
            yield return new(
                "Could not find a 'KafkaClient' entry in the JAAS configuration. System property 'java.security.auth.login.config' is not set",
                "sasl.jaas.config", "sasl.mechanism", ProtocolKey);
        }
    }

    private static IEnumerable<ClientConfigFault> FindInProducer(ClientConfig config)
    {
        if (IsTrue(config, Idempotence))
        {
            if (Number(config, "retries", int.MaxValue) == 0)
                yield return new("Must set retries to non-zero when using the idempotent producer.", "retries", Idempotence);
            if (Text(config, "acks") is not (null or "all" or "-1"))
                yield return new(
                    "Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.", "acks", Idempotence);
            if (Number(config, "max.in.flight.requests.per.connection", 5) is var inFlight and > 5)
            {
                yield return new(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"To use the idempotent producer, max.in.flight.requests.per.connection must be set to at most 5. Current value is "
                            + $"{inFlight}."),
                    "max.in.flight.requests.per.connection", Idempotence);
            }
        }
        else if (Text(config, "transactional.id") is { Length: > 0 })
        {
            yield return new("Cannot set a transactional.id without also enabling idempotence.", "transactional.id", Idempotence);
        }

        var slowest = Math.Min(Number(config, "linger.ms", 5), int.MaxValue) + Number(config, "request.timeout.ms", 30_000);
        if (Text(config, "delivery.timeout.ms") is not null && Number(config, "delivery.timeout.ms", 120_000) < Math.Min(slowest, int.MaxValue))
        {
            yield return new(
                "delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms", "delivery.timeout.ms", "linger.ms",
                "request.timeout.ms");
        }
    }

    private static IEnumerable<ClientConfigFault> FindInConsumer(ClientConfig config)
    {
        if (Text(config, "group.id") is "")
            yield return new("The configured group.id should not be an empty string or whitespace.", "group.id");
        if (string.Equals(Text(config, Protocol), "consumer", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var key in (string[])["partition.assignment.strategy", Heartbeat, Session])
            {
                if (Text(config, key) is not null)
                    yield return new($"{key} cannot be set when group.protocol=CONSUMER", key, Protocol);
            }

            yield break;
        }

        if (Text(config, "group.remote.assignor") is not null)
            yield return new("group.remote.assignor cannot be set when group.protocol=CLASSIC", "group.remote.assignor", Protocol);
        if (Number(config, Heartbeat, 3_000) >= Number(config, Session, 45_000))
            yield return new("Heartbeat must be set lower than the session timeout", Heartbeat, Session);
    }

    private static IEnumerable<ClientConfigFault> FindInAdmin(ClientConfig config)
    {
        if (Text(config, "default.api.timeout.ms") is not null
            && Number(config, "default.api.timeout.ms", 60_000) < Number(config, "request.timeout.ms", 30_000))
            yield return new(
                "The specified value of default.api.timeout.ms must be no smaller than the value of request.timeout.ms.", "default.api.timeout.ms",
                "request.timeout.ms");
    }

    private static string? Text(ClientConfig config, string key) => config.Get(key)?.Trim();

    private static bool IsTrue(ClientConfig config, string key) => bool.TryParse(Text(config, key), out var flag) && flag;

    private static long Number(ClientConfig config, string key, long byDefault) =>
        long.TryParse(Text(config, key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : byDefault;
}
