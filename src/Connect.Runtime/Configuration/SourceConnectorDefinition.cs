using Connect.Configuration;

namespace Connect.Runtime.Configuration;

/// <summary>What a source connector can be configured with, in the order of <c>org.apache.kafka.connect.runtime.SourceConnectorConfig</c>.</summary>
internal static class SourceConnectorDefinition
{
    private const string ExactlyOnce = "Exactly Once Support";

    /// <summary>The definition without anything that depends on a class or a worker.</summary>
    /// <param name="plugins">The plugins to check against.</param>
    public static ConfigDef Create(PluginClasses plugins) => AddTo(ConnectorDefinition.Create(plugins));

    /// <summary>Adds a source's keys to those of every connector.</summary>
    public static ConfigDef AddTo(ConfigDef definition) =>
        definition
            .Define(
                ConnectorKeys.TopicCreationGroups, ConfigType.List, "", ConfigImportance.Low,
                "Groups of topics to create with their own settings, in order of precedence; configure each with topic.creation.GROUP.*.",
                ConnectorDefinition.UniqueAliases("topic creation groups"), "Topic Creation", 1, ConfigWidth.Long, "Topic Creation Groups")
            .Define(
                ConnectorKeys.ExactlyOnceSupport, ConfigType.String, "requested", ConfigImportance.Medium,
                "Whether exactly-once is required: required refuses to start the connector without it.",
                ConfigValidators.CaseInsensitiveValidString("requested", "required"), ExactlyOnce, 2, ConfigWidth.Short, "Exactly once support")
            .Define(
                ConnectorKeys.TransactionBoundary, ConfigType.String, "poll", ConfigImportance.Medium,
                "When a transaction ends: with each poll, at an interval, or when the connector decides.",
                ConfigValidators.CaseInsensitiveValidString("poll", "interval", "connector"), ExactlyOnce, 3, ConfigWidth.Short,
                "Transaction Boundary")
            .Define(
                ConnectorKeys.TransactionBoundaryIntervalMs, ConfigType.Long, null, ConfigImportance.Low,
                "The interval (ms) between transactions; if not set, the worker's offset commit interval.",
                OptionalInterval, ExactlyOnce, 4, ConfigWidth.Short, "Transaction boundary interval")
            .Define(
                ConnectorKeys.OffsetsTopic, ConfigType.String, null, ConfigImportance.Low,
                "A separate topic for the connector's offsets, in addition to the worker's.",
                ConfigValidators.NonEmptyString, "offsets.topic", 1, ConfigWidth.Long, "Offsets topic");

    private static IConfigValidator OptionalInterval { get; } = ConfigValidators.Lambda(EnsureInterval, ConfigValidators.AtLeast(0).Description);

    private static void EnsureInterval(string name, object? value)
    {
        if (value is not null)
            ConfigValidators.AtLeast(0).EnsureValid(name, value);
    }
}
