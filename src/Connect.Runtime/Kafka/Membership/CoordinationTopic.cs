namespace Connect.Runtime.Kafka.Membership;

/// <summary>Creates and checks the topic that the workers' group subscribes to: one partition, compacted.</summary>
/// <remarks>Create it before anything reads or writes it: a topic that the broker creates automatically is not compacted.</remarks>
internal static class CoordinationTopic
{
    /// <summary>The worker setting that names the topic. Default: the group id followed by <c>-coordination</c>.</summary>
    public const string Key = "coordination.storage.topic";

    private const string Policy = "cleanup.policy";
    private const string Compact = "compact";

    /// <summary>The name of a worker's coordination topic.</summary>
    /// <param name="worker">The worker's properties.</param>
    public static string NameOf(IReadOnlyDictionary<string, string?> worker)
        => worker.GetValueOrDefault(Key) is { Length: > 0 } name ? name : $"{worker.GetValueOrDefault("group.id")}-coordination";

    /// <summary>Creates the topic, or checks the one that exists.</summary>
    /// <param name="admin">The admin client.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="replicationFactor">The replication factor; -1 for the broker's default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConfigException">The topic has several partitions or is not compacted. The message is the one that the Java worker has for
    /// its config topic.</exception>
    /// <exception cref="KafkaClientException">The request failed or was refused.</exception>
    public static async Task EnsureAsync(IKafkaAdmin admin, string topic, short replicationFactor, CancellationToken cancellationToken)
    {
        if (await admin.CreateTopicAsync(
            new NewTopic(topic, 1, replicationFactor, new Dictionary<string, string> { [Policy] = Compact }),
            cancellationToken).ConfigureAwait(false))
            return;
        var found = await admin.DescribeTopicsAsync([topic], cancellationToken).ConfigureAwait(false);
        if (found.TryGetValue(topic, out var description) && description.Partitions != 1)
        {
            throw new ConfigException(
                $"Topic '{topic}' supplied via the '{Key}' property is required to have a single partition in order to guarantee consistency of the "
                    + "workers' coordination, "
                + $"but found {description.Partitions} partitions.");
        }

        await CheckPolicyAsync(admin, topic, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CheckPolicyAsync(IKafkaAdmin admin, string topic, CancellationToken cancellationToken)
    {
        string? policy;
        try
        {
            policy = (await admin.DescribeTopicConfigAsync(topic, cancellationToken).ConfigureAwait(false)).GetValueOrDefault(Policy);
        }
        catch (KafkaClientException e) when (e.Kind is KafkaErrorKind.NotAuthorized or KafkaErrorKind.Unsupported)
        {
            // As in Java: a worker without permission to read the topic's configuration skips the check.
            return;
        }

        if (policy is null || policy.Split(',', StringSplitOptions.TrimEntries) is [Compact])
            return;
        throw new ConfigException(
            $"Topic '{topic}' supplied via the '{Key}' property is required to have '{Policy}={Compact}' to guarantee consistency and durability of "
                + "the workers' coordination, but found the "
            + $"topic currently has '{Policy}={policy}'. Continuing would likely result in eventually losing the workers' coordination and problems "
            + "restarting this Connect cluster in the future. "
            + $"Change the '{Key}' property in the Connect worker configurations to use a topic with '{Policy}={Compact}'.");
    }
}
