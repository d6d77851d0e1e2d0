using Connect.Configuration;
using Connect.Runtime.Cluster;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>The settings of a distributed herder.</summary>
/// <param name="Times">The cluster's timeouts.</param>
/// <param name="KeyLifetime">How long a session key is used; zero for as long as the leader leads.</param>
/// <param name="KeyAlgorithm">The algorithm that generates session keys.</param>
/// <param name="KeyBits">The size of session keys in bits; null for the algorithm's default.</param>
/// <param name="SignatureAlgorithm">The algorithm with which this worker signs requests.</param>
/// <param name="VerificationAlgorithms">The algorithms that this worker accepts.</param>
internal sealed record DistributedSettings(
    ClusterSettings Times, TimeSpan KeyLifetime, string KeyAlgorithm, int? KeyBits, string SignatureAlgorithm,
    IReadOnlyList<string> VerificationAlgorithms)
{
    /// <summary>Reads the settings.</summary>
    /// <param name="config">The worker's parsed configuration.</param>
    /// <param name="membership">The membership's configuration.</param>
    public static DistributedSettings From(ParsedConfig config, MembershipConfig membership) => new(
        ClusterSettings.Of(
            membership.Timeouts.Session,
            TimeSpan.FromMilliseconds(config.GetInt64(WorkerKeys.TaskShutdownGracefulTimeoutMs)),
            TimeSpan.FromMilliseconds(config.GetInt32(DistributedKeys.ScheduledRebalanceMaxDelayMs))),
        TimeSpan.FromMilliseconds(config.GetInt32(DistributedKeys.InterWorkerKeyTtlMs)),
        config.GetString(DistributedKeys.InterWorkerKeyGenerationAlgorithm)!,
        config.Values.GetValueOrDefault(DistributedKeys.InterWorkerKeySize) as int?,
        config.GetString(DistributedKeys.InterWorkerSignatureAlgorithm)!,
        config.GetList(DistributedKeys.InterWorkerVerificationAlgorithms));
}
