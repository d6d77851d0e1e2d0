using System.Globalization;
using Connect.Runtime.Kafka.Translation;

namespace Connect.Runtime.Kafka.Membership;

/// <summary>Builds the configurations of a cluster's clients, as the Java worker does: from the worker's settings without a prefix.</summary>
/// <param name="config">The membership's configuration.</param>
internal sealed class MembershipClientConfigs(MembershipConfig config)
{
    private const string Session = "session.timeout.ms";
    private const string Heartbeat = "heartbeat.interval.ms";

    private const double ShortestStatistics = 100;
    private const double LongestStatistics = 250;

    /// <summary>The longest time for which an open transaction of a dead leader delays readers, plus up to 10 s until the broker checks for expired
    /// transactions.</summary>
    private const string TransactionTimeout = "10000";

    /// <summary>The group member.</summary>
    /// <param name="worker">The worker that joins.</param>
    public ClientConfig Member(WorkerIncarnation worker)
    {
        var clientId = worker.ToClientId(config.Worker.GetValueOrDefault("client.id") is { Length: > 0 } prefix ? prefix : "connect");
        var entries = Unprefixed(ClientKind.Consumer);
        entries["client.id"] = clientId;
        entries["group.id"] = config.GroupId;
        entries["partition.assignment.strategy"] = "org.apache.kafka.clients.consumer.CooperativeStickyAssignor";
        entries["group.protocol"] = "classic";
        entries[Session] = Text(config.Timeouts.Session);
        entries[Heartbeat] = Text(config.Timeouts.Heartbeat);
        entries["max.poll.interval.ms"] = Text(config.Timeouts.MaxPollInterval);
        entries["allow.auto.create.topics"] = "false";
        // A member notices a deleted and recreated coordination topic only when it refreshes its metadata.
        entries["metadata.max.age.ms"] = "10000";
        entries["topic.metadata.refresh.interval.ms"] = "10000";
        entries["statistics.interval.ms"] = Text(StatisticsInterval);
        entries.Remove("group.instance.id");
        return new ClientConfig(ClientKind.Consumer, clientId, entries) { Use = new ClientUse(ClientRole.GroupMember) };
    }

    /// <summary>The describer.</summary>
    public ClientConfig Describer()
    {
        var clientId = $"connect-describer-{config.GroupId}";
        var entries = Unprefixed(ClientKind.Admin);
        entries["client.id"] = clientId;
        return new ClientConfig(ClientKind.Admin, clientId, entries) { Use = new ClientUse(ClientRole.WorkerAdmin) };
    }

    /// <summary>The leader's producer. Its transactional id is Java's, so that a Java leader and ours fence each other.</summary>
    public ClientConfig Leader()
    {
        var clientId = $"connect-leader-{config.GroupId}";
        var entries = Unprefixed(ClientKind.Producer);
        entries["client.id"] = clientId;
        entries["acks"] = "all";
        entries["enable.idempotence"] = "true";
        entries["linger.ms"] = "0";
        entries["request.timeout.ms"] = TransactionTimeout;
        entries["delivery.timeout.ms"] = TransactionTimeout;
        entries["transaction.timeout.ms"] = TransactionTimeout;
        entries.Remove("transactional.id");
        if (config.HasFencing)
            entries["transactional.id"] = TransactionalId(config.GroupId);
        return new ClientConfig(ClientKind.Producer, clientId, entries) { Use = new ClientUse(ClientRole.LeaderProducer) };
    }

    /// <summary>The transactional id of a cluster's leader, as in Java.</summary>
    /// <param name="groupId">The cluster's group.</param>
    public static string TransactionalId(string groupId) => $"connect-cluster-{groupId}";

    /// <summary>Several per heartbeat, because each may prove the membership, and a worker that joins waits for the proof. Between 100 and
    /// 250 ms.</summary>
    private TimeSpan StatisticsInterval =>
        TimeSpan.FromMilliseconds(Math.Clamp(config.Timeouts.Heartbeat.TotalMilliseconds / 4, ShortestStatistics, LongestStatistics));

    private Dictionary<string, string?> Unprefixed(ClientKind kind)
    {
        var entries = new Dictionary<string, string?>();
        foreach (var (key, value) in config.Worker)
        {
            if (JavaClientKeys.Find(kind, key) is not null)
                entries[key] = value;
        }

        return entries;
    }

    private static string Text(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
