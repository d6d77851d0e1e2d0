using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Hosting;

/// <summary>The settings of a standalone worker with exactly-once sources. Kafka Connect supports these only in distributed mode.</summary>
internal static class StandaloneExactlyOnce
{
    private static readonly string[] Keys =
    [
        DistributedKeys.GroupId, DistributedKeys.OffsetStorageTopic, DistributedKeys.OffsetStoragePartitions,
        DistributedKeys.OffsetStorageReplicationFactor,
    ];

    /// <summary>Adds the settings to a definition.</summary>
    /// <param name="definition">The definition of a standalone worker.</param>
    public static void Define(ConfigDef definition)
    {
        definition.Define(
            DistributedKeys.ExactlyOnceSourceSupport, ConfigType.String, "disabled", ConfigImportance.High,
            "Whether source connectors write exactly once. Requires group.id; offsets are then stored in Kafka.",
            validator: ConfigValidators.CaseInsensitiveValidString("disabled", "preparing", ExactlyOnceCheck.Enabled));
        definition.Define(
            DistributedKeys.GroupId, ConfigType.String, null, ConfigImportance.High,
            "With exactly.once.source.support=enabled: the worker's identity. A worker that starts with it fences the tasks of an earlier worker "
                + "with the same group.id.");
        definition.Define(
            DistributedKeys.OffsetStorageTopic, ConfigType.String, null, ConfigImportance.High,
            "With exactly.once.source.support=enabled: the topic for source offsets. Default: the group id followed by -offsets.");
        definition.Define(
            DistributedKeys.OffsetStoragePartitions, ConfigType.Int, 25, ConfigImportance.Low, "The number of partitions with which that topic is "
                + "created.");
        definition.Define(
            DistributedKeys.OffsetStorageReplicationFactor, ConfigType.Short, (short)3, ConfigImportance.Low,
            "The replication factor with which that topic is created.");
    }

    /// <summary>Finds invalid combinations of settings.</summary>
    /// <param name="properties">The worker's configuration.</param>
    /// <param name="config">The worker's parsed configuration.</param>
    public static IEnumerable<(string Key, string Error)> FindErrors(IReadOnlyDictionary<string, string?> properties, ParsedConfig config)
    {
        if (!ExactlyOnceCheck.IsEnabledIn(config))
            yield break;
        if (string.IsNullOrWhiteSpace(config.GetString(DistributedKeys.GroupId)))
        {
            yield return (
                DistributedKeys.GroupId,
                "exactly.once.source.support=enabled needs group.id, the identity with which this worker fences the tasks of its earlier runs. "
                    + "Host and port do not identify it. Choose a name that no other worker has.");
        }

        if (!string.IsNullOrWhiteSpace(config.GetString(WorkerKeys.OffsetStorageFileFilename)))
        {
            yield return (
                WorkerKeys.OffsetStorageFileFilename,
                "exactly.once.source.support=enabled stores offsets in Kafka (offset.storage.topic), in the transactions of the records. The offsets "
                    + "in offset.storage.file.filename would not be read. Remove the key.");
        }

        if (new ClientConfig(ClientKind.Admin, "", properties).IsEmbedded)
            yield return (WorkerKeys.BootstrapServers, "exactly.once.source.support=enabled needs a real Kafka: the embedded broker does not "
                + "persist anything.");
    }

    /// <summary>Whether a key has no effect because the worker does not run its sources exactly once.</summary>
    /// <param name="key">The key.</param>
    /// <param name="properties">The worker's configuration.</param>
    public static bool IsIdle(string key, IReadOnlyDictionary<string, string?> properties) => Keys.Contains(key, StringComparer.Ordinal)
        && !ExactlyOnceCheck.Enabled.Equals(
            properties.GetValueOrDefault(DistributedKeys.ExactlyOnceSourceSupport)?.Trim(), StringComparison.OrdinalIgnoreCase);
}
