using System.Collections.Frozen;
using System.Globalization;
using Connect.Configuration;
using static Connect.Configuration.ConfigValidators;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>The values that the clients of Kafka 4.3.1 take for each key, with their texts.</summary>
internal static class JavaRanges
{
    private static readonly FrozenDictionary<string, IConfigValidator> Numbers = new Dictionary<string, IConfigValidator>
    {
        ["auto.commit.interval.ms"] = AtLeast(0),
        ["batch.size"] = AtLeast(0),
        ["buffer.memory"] = AtLeast(0),
        ["compression.gzip.level"] = Lambda(EnsureGzipLevel, "[1,...,9] or -1"),
        ["compression.lz4.level"] = Between(1, 17),
        ["compression.zstd.level"] = Between(-131072, 22),
        ["default.api.timeout.ms"] = AtLeast(0),
        ["delivery.timeout.ms"] = AtLeast(0),
        ["fetch.max.bytes"] = AtLeast(0),
        ["fetch.max.wait.ms"] = AtLeast(0),
        ["fetch.min.bytes"] = AtLeast(0),
        ["linger.ms"] = AtLeast(0),
        ["max.block.ms"] = AtLeast(0),
        ["max.in.flight.requests.per.connection"] = AtLeast(1),
        ["max.partition.fetch.bytes"] = AtLeast(0),
        ["max.poll.interval.ms"] = AtLeast(1),
        ["max.poll.records"] = AtLeast(1),
        ["max.request.size"] = AtLeast(0),
        ["metadata.max.age.ms"] = AtLeast(0),
        ["metadata.max.idle.ms"] = AtLeast(5000),
        ["metadata.recovery.rebootstrap.trigger.ms"] = AtLeast(0),
        ["metrics.num.samples"] = AtLeast(1),
        ["metrics.sample.window.ms"] = AtLeast(0),
        ["partitioner.availability.timeout.ms"] = AtLeast(0),
        ["receive.buffer.bytes"] = AtLeast(-1),
        ["reconnect.backoff.max.ms"] = AtLeast(0),
        ["reconnect.backoff.ms"] = AtLeast(0),
        ["request.timeout.ms"] = AtLeast(0),
        ["retries"] = Between(0, int.MaxValue),
        ["retry.backoff.max.ms"] = AtLeast(0),
        ["retry.backoff.ms"] = AtLeast(0),
        ["sasl.login.refresh.buffer.seconds"] = Between(0, 3600),
        ["sasl.login.refresh.min.period.seconds"] = Between(0, 900),
        ["sasl.login.refresh.window.factor"] = Between(0.5, 1.0),
        ["sasl.login.refresh.window.jitter"] = Between(0.0, 0.25),
        ["sasl.oauthbearer.assertion.claim.exp.seconds"] = Between(0, 86400),
        ["sasl.oauthbearer.assertion.claim.nbf.seconds"] = Between(0, 3600),
        ["send.buffer.bytes"] = AtLeast(-1),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, IConfigValidator> Texts = new Dictionary<string, IConfigValidator>
    {
        ["acks"] = ValidString("all", "-1", "0", "1"),
        ["client.dns.lookup"] = ValidString("use_all_dns_ips", "resolve_canonical_bootstrap_servers_only"),
        ["group.instance.id"] = NonEmptyString,
        ["group.protocol"] = CaseInsensitiveValidString("CONSUMER", "CLASSIC"),
        ["metadata.recovery.strategy"] = CaseInsensitiveValidString("REBOOTSTRAP", "NONE"),
        ["sasl.oauthbearer.assertion.algorithm"] = CaseInsensitiveValidString("ES256", "RS256"),
        ["security.protocol"] = CaseInsensitiveValidString("SASL_SSL", "PLAINTEXT", "SSL", "SASL_PLAINTEXT"),
        ["transactional.id"] = NonEmptyString,
    }.ToFrozenDictionary();

    /// <summary>The keys whose numbers are limited.</summary>
    public static IEnumerable<string> LimitedNumbers => Numbers.Keys;

    /// <summary>Looks at one value.</summary>
    /// <param name="key">Java's key.</param>
    /// <param name="text">The value, without blanks around it. A text instead of a number is not judged here.</param>
    /// <exception cref="ConfigException">Kafka's clients do not take it; the text is theirs.</exception>
    public static void EnsureValid(string key, string text)
    {
        if (Texts.TryGetValue(key, out var words))
            words.EnsureValid(key, text);
        else if (Numbers.TryGetValue(key, out var range) && ParseNumber(text) is { } number)
            range.EnsureValid(key, number);
    }

    private static object? ParseNumber(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static void EnsureGzipLevel(string key, object? value)
    {
        if (value is not (-1L or >= 1L and <= 9L))
            throw new ConfigException(key, value, "Value must be between 1 and 9 or equal to -1");
    }
}
