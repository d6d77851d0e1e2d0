using System.Globalization;

namespace Connect.Runtime.Kafka.Membership;

/// <summary>The configuration of a cluster's clients.</summary>
/// <param name="GroupId">The cluster's group, the same as a Java cluster's.</param>
/// <param name="CoordinationTopic">The topic that the group subscribes to.</param>
/// <param name="Timeouts">The timeouts of a membership.</param>
/// <param name="HasFencing">Whether the leader writes in transactions. Without them (<c>leader.fencing=none</c>) two leaders may both write for a
/// moment, as in Java without exactly-once support.</param>
/// <param name="Worker">The worker's properties, with variables resolved.</param>
internal sealed record MembershipConfig(
    string GroupId, string CoordinationTopic, PresenceTimeouts Timeouts, bool HasFencing, IReadOnlyDictionary<string, string?> Worker)
{
    /// <summary>The worker setting that says how an old leader is fenced: <c>transactions</c> (the default) or <c>none</c>.</summary>
    public const string FencingKey = "leader.fencing";

    private const string Transactions = "transactions";
    private const string None = "none";
    private const int ShortestSession = 1000;

    /// <summary>Reads the configuration from a worker's properties.</summary>
    /// <param name="worker">The properties, with variables resolved.</param>
    /// <exception cref="ConfigException">A value is missing or invalid; the message names the key.</exception>
    public static MembershipConfig Of(IReadOnlyDictionary<string, string?> worker)
    {
        if (worker.GetValueOrDefault("group.id") is not { Length: > 0 } group)
            throw new ConfigException("Missing required configuration \"group.id\" which has no default value.");
        var session = Milliseconds(worker, "session.timeout.ms", ShortestSession) ?? 20_000;
        var heartbeat = Milliseconds(worker, "heartbeat.interval.ms", 1) ?? Math.Min(1000, session / 3);
        if (heartbeat >= session)
            throw new ConfigException(
                "heartbeat.interval.ms", heartbeat.ToString(CultureInfo.InvariantCulture), "Must be lower than session.timeout.ms");

        // librdkafka requires max.poll.interval.ms to be at least session.timeout.ms.
        var interval = Math.Max(Milliseconds(worker, "rebalance.timeout.ms", 1) ?? 30_000, session);
        var timeouts = new PresenceTimeouts(
            TimeSpan.FromMilliseconds(session), TimeSpan.FromMilliseconds(heartbeat), TimeSpan.FromMilliseconds(interval));
        return new MembershipConfig(group, Membership.CoordinationTopic.NameOf(worker), timeouts, HasFencingIn(worker), worker);
    }

    private static bool HasFencingIn(IReadOnlyDictionary<string, string?> worker) =>
        worker.GetValueOrDefault(FencingKey)?.Trim().ToLowerInvariant() switch
        {
            null or "" or Transactions => true,
            None => false,
            var other => throw new ConfigException(FencingKey, other, $"Must be one of: {Transactions}, {None}"),
        };

    private static int? Milliseconds(IReadOnlyDictionary<string, string?> worker, string key, int least)
    {
        if (worker.GetValueOrDefault(key) is not { Length: > 0 } text)
            return null;
        if (!int.TryParse(text.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            throw new ConfigException(key, text, "Not a number of type INT");
        return number >= least ? number : throw new ConfigException(key, text, $"Value must be at least {least}");
    }
}
