namespace Connect.Runtime.Configuration;

/// <summary>The keys that only a distributed worker has.</summary>
internal static class DistributedKeys
{
    public const string GroupId = "group.id";
    public const string SessionTimeoutMs = "session.timeout.ms";
    public const string RebalanceTimeoutMs = "rebalance.timeout.ms";
    public const string HeartbeatIntervalMs = "heartbeat.interval.ms";
    public const string ExactlyOnceSourceSupport = "exactly.once.source.support";
    public const string MetadataMaxAgeMs = "metadata.max.age.ms";
    public const string ClientId = "client.id";
    public const string SendBufferBytes = "send.buffer.bytes";
    public const string ReceiveBufferBytes = "receive.buffer.bytes";
    public const string ReconnectBackoffMs = "reconnect.backoff.ms";
    public const string ReconnectBackoffMaxMs = "reconnect.backoff.max.ms";
    public const string SocketConnectionSetupTimeoutMs = "socket.connection.setup.timeout.ms";
    public const string SocketConnectionSetupTimeoutMaxMs = "socket.connection.setup.timeout.max.ms";
    public const string RetryBackoffMs = "retry.backoff.ms";
    public const string RetryBackoffMaxMs = "retry.backoff.max.ms";
    public const string RequestTimeoutMs = "request.timeout.ms";
    public const string ConnectionsMaxIdleMs = "connections.max.idle.ms";
    public const string SecurityProtocol = "security.protocol";
    public const string WorkerSyncTimeoutMs = "worker.sync.timeout.ms";
    public const string WorkerUnsyncBackoffMs = "worker.unsync.backoff.ms";
    public const string OffsetStorageTopic = "offset.storage.topic";
    public const string OffsetStoragePartitions = "offset.storage.partitions";
    public const string OffsetStorageReplicationFactor = "offset.storage.replication.factor";
    public const string ConfigStorageTopic = "config.storage.topic";
    public const string ConfigStorageReplicationFactor = "config.storage.replication.factor";
    public const string StatusStorageTopic = "status.storage.topic";
    public const string StatusStoragePartitions = "status.storage.partitions";
    public const string StatusStorageReplicationFactor = "status.storage.replication.factor";
    public const string ConnectProtocol = "connect.protocol";
    public const string ScheduledRebalanceMaxDelayMs = "scheduled.rebalance.max.delay.ms";
    public const string InterWorkerKeyTtlMs = "inter.worker.key.ttl.ms";
    public const string InterWorkerKeyGenerationAlgorithm = "inter.worker.key.generation.algorithm";
    public const string InterWorkerKeySize = "inter.worker.key.size";
    public const string InterWorkerSignatureAlgorithm = "inter.worker.signature.algorithm";
    public const string InterWorkerVerificationAlgorithms = "inter.worker.verification.algorithms";
    public const string MetadataRecoveryStrategy = "metadata.recovery.strategy";
    public const string MetadataRecoveryRebootstrapTriggerMs = "metadata.recovery.rebootstrap.trigger.ms";
}
