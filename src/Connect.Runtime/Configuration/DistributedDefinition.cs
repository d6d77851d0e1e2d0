using Connect.Configuration;
using Connect.Runtime.Configuration.Validators;

namespace Connect.Runtime.Configuration;

/// <summary>What a distributed worker can be configured with, as <c>org.apache.kafka.connect.runtime.distributed.DistributedConfig</c>.</summary>
internal static class DistributedDefinition
{
    /// <summary>The definition, complete.</summary>
    public static ConfigDef Instance { get; } = DefineProtocol(DefineTopics(DefineClient(DefineGroup(WorkerDefinition.Create())).DefineSasl()));

    private static ConfigDef DefineGroup(ConfigDef definition) =>
        definition
            .Define(
                DistributedKeys.GroupId, ConfigType.String, ConfigImportance.High,
                "The name of the Connect cluster: workers with the same group.id share connectors and tasks.")
            .Define(
                DistributedKeys.SessionTimeoutMs, ConfigType.Int, 10000, ConfigImportance.High,
                "How long (ms) a worker may be silent before its group removes it.")
            .Define(
                DistributedKeys.RebalanceTimeoutMs, ConfigType.Int, 60000, ConfigImportance.High,
                "How long (ms) workers may take to join after a rebalance has begun.")
            .Define(
                DistributedKeys.HeartbeatIntervalMs, ConfigType.Int, 3000, ConfigImportance.High,
                "How often (ms) a worker sends a heartbeat to its group.")
            .Define(
                DistributedKeys.ExactlyOnceSourceSupport, ConfigType.String, "disabled", ConfigImportance.High,
                "Whether source connectors may use exactly-once. Set preparing on every worker before enabled.",
                ConfigValidators.CaseInsensitiveValidString("disabled", "preparing", "enabled"));

    private static ConfigDef DefineClient(ConfigDef definition) =>
        definition
            .Define(
                DistributedKeys.MetadataMaxAgeMs, ConfigType.Long, 300000L, ConfigImportance.Low,
                "The maximum age (ms) of cluster metadata before it is refreshed.",
                ConfigValidators.AtLeast(0))
            .Define(DistributedKeys.ClientId, ConfigType.String, "", ConfigImportance.Low, "The client id of this worker's requests in broker logs.")
            .Define(
                DistributedKeys.SendBufferBytes, ConfigType.Int, 131072, ConfigImportance.Medium,
                "The TCP send buffer size; -1 for the system default.",
                ConfigValidators.AtLeast(-1))
            .Define(
                DistributedKeys.ReceiveBufferBytes, ConfigType.Int, 32768, ConfigImportance.Medium,
                "The TCP receive buffer size; -1 for the system default.",
                ConfigValidators.AtLeast(-1))
            .Define(
                DistributedKeys.ReconnectBackoffMs, ConfigType.Long, 50L, ConfigImportance.Low,
                "The initial delay (ms) before reconnecting to a broker.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.ReconnectBackoffMaxMs, ConfigType.Long, 1000L, ConfigImportance.Low,
                "The maximum delay (ms) before reconnecting to a broker.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.SocketConnectionSetupTimeoutMs, ConfigType.Long, 10000L, ConfigImportance.Low,
                "How long (ms) to wait for a new connection at first.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.SocketConnectionSetupTimeoutMaxMs, ConfigType.Long, 30000L, ConfigImportance.Low,
                "How long (ms) to wait for a new connection at most, after failures.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.RetryBackoffMs, ConfigType.Long, 100L, ConfigImportance.Low,
                "The initial delay (ms) before repeating a failed request.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.RetryBackoffMaxMs, ConfigType.Long, 1000L, ConfigImportance.Low,
                "The maximum delay (ms) before repeating a failed request.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.RequestTimeoutMs, ConfigType.Int, 40000, ConfigImportance.Medium,
                "How long (ms) to wait for the response to a request.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.ConnectionsMaxIdleMs, ConfigType.Long, 540000L, ConfigImportance.Medium,
                "How long (ms) to keep an idle connection.")
            .Define(
                DistributedKeys.SecurityProtocol, ConfigType.String, "PLAINTEXT", ConfigImportance.Medium,
                "The security protocol for connections to brokers.",
                ConfigValidators.CaseInsensitiveValidString("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"));

    private static ConfigDef DefineTopics(ConfigDef definition) =>
        definition
            .Define(
                DistributedKeys.WorkerSyncTimeoutMs, ConfigType.Int, 3000, ConfigImportance.Medium,
                "How long (ms) a worker that fell behind may take to catch up with the config topic.")
            .Define(
                DistributedKeys.WorkerUnsyncBackoffMs, ConfigType.Int, 300000, ConfigImportance.Medium,
                "How long (ms) a worker that cannot catch up stays out of its group.")
            .Define(DistributedKeys.OffsetStorageTopic, ConfigType.String, ConfigImportance.High, "The topic for source offsets.")
            .Define(
                DistributedKeys.OffsetStoragePartitions, ConfigType.Int, 25, ConfigImportance.Low,
                "The number of partitions of that topic when it is created.",
                TopicSettingValidator.Partitions)
            .Define(
                DistributedKeys.OffsetStorageReplicationFactor, ConfigType.Short, (short)3, ConfigImportance.Low,
                "The replication factor of that topic when it is created.",
                TopicSettingValidator.ReplicationFactor)
            .Define(DistributedKeys.ConfigStorageTopic, ConfigType.String, ConfigImportance.High, "The topic for configurations.")
            .Define(
                DistributedKeys.ConfigStorageReplicationFactor, ConfigType.Short, (short)3, ConfigImportance.Low,
                "The replication factor of that topic when it is created.",
                TopicSettingValidator.ReplicationFactor)
            .Define(DistributedKeys.StatusStorageTopic, ConfigType.String, ConfigImportance.High, "The topic for statuses.")
            .Define(
                DistributedKeys.StatusStoragePartitions, ConfigType.Int, 5, ConfigImportance.Low,
                "The number of partitions of that topic when it is created.",
                TopicSettingValidator.Partitions)
            .Define(
                DistributedKeys.StatusStorageReplicationFactor, ConfigType.Short, (short)3, ConfigImportance.Low,
                "The replication factor of that topic when it is created.",
                TopicSettingValidator.ReplicationFactor);

    private static ConfigDef DefineProtocol(ConfigDef definition) =>
        definition
            .Define(
                DistributedKeys.ConnectProtocol, ConfigType.String, "sessioned", ConfigImportance.Low,
                "How workers rebalance: eager stops everything, compatible moves only what must move, sessioned also signs internal requests.",
                ConfigValidators.ValidString("eager", "compatible", "sessioned"))
            .Define(
                DistributedKeys.ScheduledRebalanceMaxDelayMs, ConfigType.Int, 300000, ConfigImportance.Low,
                "How long (ms) the connectors and tasks of a worker that left are kept for its return.",
                ConfigValidators.Between(0, int.MaxValue))
            .Define(
                DistributedKeys.InterWorkerKeyTtlMs, ConfigType.Int, 3600000, ConfigImportance.Low,
                "How long (ms) a key for internal requests is valid; 0 until the leader changes.",
                ConfigValidators.Between(0, int.MaxValue))
            .Define(
                DistributedKeys.InterWorkerKeyGenerationAlgorithm, ConfigType.String, "HmacSHA256", ConfigImportance.Low,
                "The algorithm that generates the key for internal requests.",
                MacAlgorithmValidator.KeyGenerator)
            .Define(
                DistributedKeys.InterWorkerKeySize, ConfigType.Int, null, ConfigImportance.Low,
                "The size of that key in bits; if not set, the algorithm's default.")
            .Define(
                DistributedKeys.InterWorkerSignatureAlgorithm, ConfigType.String, "HmacSHA256", ConfigImportance.Low,
                "The algorithm that signs internal requests.",
                MacAlgorithmValidator.Mac)
            .Define(
                DistributedKeys.InterWorkerVerificationAlgorithms, ConfigType.List, "HmacSHA256", ConfigImportance.Low,
                "The algorithms accepted for signatures of internal requests.",
                MacAlgorithmsValidator.Instance)
            .Define(
                DistributedKeys.MetadataRecoveryStrategy, ConfigType.String, "rebootstrap", ConfigImportance.Low,
                "What a client does when it reaches none of its known brokers.",
                ConfigValidators.CaseInsensitiveValidString("none", "rebootstrap"))
            .Define(
                DistributedKeys.MetadataRecoveryRebootstrapTriggerMs, ConfigType.Long, 300000L, ConfigImportance.Low,
                "How long (ms) it tries before it falls back to bootstrap.servers.",
                ConfigValidators.AtLeast(0));
}
