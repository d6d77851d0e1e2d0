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
                "The name of the Connect cluster: workers with the same one share connectors and tasks.")
            .Define(
                DistributedKeys.SessionTimeoutMs, ConfigType.Int, 10000, ConfigImportance.High,
                "How long (ms) a worker may be silent before its group takes it for dead.")
            .Define(
                DistributedKeys.RebalanceTimeoutMs, ConfigType.Int, 60000, ConfigImportance.High,
                "How long (ms) workers have to join after a rebalance began.")
            .Define(
                DistributedKeys.HeartbeatIntervalMs, ConfigType.Int, 3000, ConfigImportance.High,
                "How often (ms) a worker tells its group that it is alive.")
            .Define(
                DistributedKeys.ExactlyOnceSourceSupport, ConfigType.String, "disabled", ConfigImportance.High,
                "Whether source connectors may write exactly once. Go through preparing on every worker before enabled.",
                ConfigValidators.CaseInsensitiveValidString("disabled", "preparing", "enabled"));

    private static ConfigDef DefineClient(ConfigDef definition) =>
        definition
            .Define(
                DistributedKeys.MetadataMaxAgeMs, ConfigType.Long, 300000L, ConfigImportance.Low,
                "How long (ms) what is known of the cluster is taken for fresh.",
                ConfigValidators.AtLeast(0))
            .Define(DistributedKeys.ClientId, ConfigType.String, "", ConfigImportance.Low, "The name that brokers log for this worker's requests.")
            .Define(
                DistributedKeys.SendBufferBytes, ConfigType.Int, 131072, ConfigImportance.Medium,
                "The TCP send buffer; -1 for the system's default.",
                ConfigValidators.AtLeast(-1))
            .Define(
                DistributedKeys.ReceiveBufferBytes, ConfigType.Int, 32768, ConfigImportance.Medium,
                "The TCP receive buffer; -1 for the system's default.",
                ConfigValidators.AtLeast(-1))
            .Define(
                DistributedKeys.ReconnectBackoffMs, ConfigType.Long, 50L, ConfigImportance.Low,
                "The first pause (ms) before a connection to a broker is tried again.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.ReconnectBackoffMaxMs, ConfigType.Long, 1000L, ConfigImportance.Low,
                "The longest pause (ms) before a connection to a broker is tried again.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.SocketConnectionSetupTimeoutMs, ConfigType.Long, 10000L, ConfigImportance.Low,
                "How long (ms) a connection may take to be made at first.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.SocketConnectionSetupTimeoutMaxMs, ConfigType.Long, 30000L, ConfigImportance.Low,
                "How long (ms) a connection may take to be made at most, after failures.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.RetryBackoffMs, ConfigType.Long, 100L, ConfigImportance.Low,
                "The first pause (ms) before a failed request is sent again.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.RetryBackoffMaxMs, ConfigType.Long, 1000L, ConfigImportance.Low,
                "The longest pause (ms) before a failed request is sent again.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.RequestTimeoutMs, ConfigType.Int, 40000, ConfigImportance.Medium,
                "How long (ms) a request may wait for its answer.",
                ConfigValidators.AtLeast(0))
            .Define(
                DistributedKeys.ConnectionsMaxIdleMs, ConfigType.Long, 540000L, ConfigImportance.Medium,
                "How long (ms) an idle connection is kept.")
            .Define(
                DistributedKeys.SecurityProtocol, ConfigType.String, "PLAINTEXT", ConfigImportance.Medium,
                "How brokers are talked to.",
                ConfigValidators.CaseInsensitiveValidString("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"));

    private static ConfigDef DefineTopics(ConfigDef definition) =>
        definition
            .Define(
                DistributedKeys.WorkerSyncTimeoutMs, ConfigType.Int, 3000, ConfigImportance.Medium,
                "How long (ms) a worker that fell behind may take to catch up with the configuration topic.")
            .Define(
                DistributedKeys.WorkerUnsyncBackoffMs, ConfigType.Int, 300000, ConfigImportance.Medium,
                "How long (ms) a worker that cannot catch up stays away from its group.")
            .Define(DistributedKeys.OffsetStorageTopic, ConfigType.String, ConfigImportance.High, "The topic that source offsets are kept in.")
            .Define(
                DistributedKeys.OffsetStoragePartitions, ConfigType.Int, 25, ConfigImportance.Low,
                "How many partitions that topic gets when it is created.",
                TopicSettingValidator.Partitions)
            .Define(
                DistributedKeys.OffsetStorageReplicationFactor, ConfigType.Short, (short)3, ConfigImportance.Low,
                "How many replicas that topic gets when it is created.",
                TopicSettingValidator.ReplicationFactor)
            .Define(DistributedKeys.ConfigStorageTopic, ConfigType.String, ConfigImportance.High, "The topic that configurations are kept in.")
            .Define(
                DistributedKeys.ConfigStorageReplicationFactor, ConfigType.Short, (short)3, ConfigImportance.Low,
                "How many replicas that topic gets when it is created.",
                TopicSettingValidator.ReplicationFactor)
            .Define(DistributedKeys.StatusStorageTopic, ConfigType.String, ConfigImportance.High, "The topic that statuses are kept in.")
            .Define(
                DistributedKeys.StatusStoragePartitions, ConfigType.Int, 5, ConfigImportance.Low,
                "How many partitions that topic gets when it is created.",
                TopicSettingValidator.Partitions)
            .Define(
                DistributedKeys.StatusStorageReplicationFactor, ConfigType.Short, (short)3, ConfigImportance.Low,
                "How many replicas that topic gets when it is created.",
                TopicSettingValidator.ReplicationFactor);

    private static ConfigDef DefineProtocol(ConfigDef definition) =>
        definition
            .Define(
                DistributedKeys.ConnectProtocol, ConfigType.String, "sessioned", ConfigImportance.Low,
                "How workers share the work: eager stops all of it to rebalance, compatible moves what must move, sessioned signs requests too.",
                ConfigValidators.ValidString("eager", "compatible", "sessioned"))
            .Define(
                DistributedKeys.ScheduledRebalanceMaxDelayMs, ConfigType.Int, 300000, ConfigImportance.Low,
                "How long (ms) the work of a worker that left waits for it to come back.",
                ConfigValidators.Between(0, int.MaxValue))
            .Define(
                DistributedKeys.InterWorkerKeyTtlMs, ConfigType.Int, 3600000, ConfigImportance.Low,
                "How long (ms) a key that signs internal requests is used; 0 for one until the leader changes.",
                ConfigValidators.Between(0, int.MaxValue))
            .Define(
                DistributedKeys.InterWorkerKeyGenerationAlgorithm, ConfigType.String, "HmacSHA256", ConfigImportance.Low,
                "How that key is made.",
                MacAlgorithmValidator.KeyGenerator)
            .Define(
                DistributedKeys.InterWorkerKeySize, ConfigType.Int, null, ConfigImportance.Low,
                "The size of that key in bits; not given, what the algorithm makes by default.")
            .Define(
                DistributedKeys.InterWorkerSignatureAlgorithm, ConfigType.String, "HmacSHA256", ConfigImportance.Low,
                "How internal requests are signed.",
                MacAlgorithmValidator.Mac)
            .Define(
                DistributedKeys.InterWorkerVerificationAlgorithms, ConfigType.List, "HmacSHA256", ConfigImportance.Low,
                "How internal requests of others may be signed.",
                MacAlgorithmsValidator.Instance)
            .Define(
                DistributedKeys.MetadataRecoveryStrategy, ConfigType.String, "rebootstrap", ConfigImportance.Low,
                "What a client does when it reaches none of the brokers it knows.",
                ConfigValidators.CaseInsensitiveValidString("none", "rebootstrap"))
            .Define(
                DistributedKeys.MetadataRecoveryRebootstrapTriggerMs, ConfigType.Long, 300000L, ConfigImportance.Low,
                "How long (ms) it tries before it starts again from bootstrap.servers.",
                ConfigValidators.AtLeast(0));
}
