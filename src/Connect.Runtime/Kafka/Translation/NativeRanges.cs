using System.Collections.Frozen;

namespace Connect.Runtime.Kafka.Translation;

/// <summary>The numbers that librdkafka takes for a key, where Java takes more.</summary>
internal static class NativeRanges
{
    private static readonly FrozenDictionary<string, (long Least, long Most)> Ranges = new Dictionary<string, (long, long)>
    {
        ["batch.size"] = (1, int.MaxValue),
        ["connections.max.idle.ms"] = (0, int.MaxValue),
        ["fetch.max.bytes"] = (0, 2_147_483_135),
        ["fetch.max.wait.ms"] = (0, 300_000),
        ["fetch.min.bytes"] = (1, 100_000_000),
        ["heartbeat.interval.ms"] = (1, 3_600_000),
        ["linger.ms"] = (0, 900_000),
        ["max.in.flight.requests.per.connection"] = (1, 1_000_000),
        ["max.partition.fetch.bytes"] = (1, 1_000_000_000),
        ["max.poll.interval.ms"] = (1, 86_400_000),
        ["max.request.size"] = (1_000, 1_000_000_000),
        ["metadata.recovery.rebootstrap.trigger.ms"] = (0, int.MaxValue),
        ["receive.buffer.bytes"] = (0, 100_000_000),
        ["reconnect.backoff.max.ms"] = (0, 3_600_000),
        ["reconnect.backoff.ms"] = (0, 3_600_000),
        ["retry.backoff.max.ms"] = (1, 300_000),
        ["retry.backoff.ms"] = (1, 300_000),
        ["sasl.kerberos.min.time.before.relogin"] = (0, 86_400_000),
        ["sasl.oauthbearer.assertion.claim.exp.seconds"] = (1, int.MaxValue),
        ["send.buffer.bytes"] = (0, 100_000_000),
        ["session.timeout.ms"] = (1, 3_600_000),
        ["socket.connection.setup.timeout.ms"] = (1_000, int.MaxValue),
        ["transaction.timeout.ms"] = (1_000, int.MaxValue),
    }.ToFrozenDictionary();

    /// <summary>Looks up a range.</summary>
    /// <param name="key">Java's key.</param>
    /// <param name="least">The lowest number.</param>
    /// <param name="most">The highest number.</param>
    /// <returns>False for a key without one.</returns>
    public static bool TryGet(string key, out long least, out long most)
    {
        var found = Ranges.TryGetValue(key, out var range);
        (least, most) = range;
        return found;
    }
}
