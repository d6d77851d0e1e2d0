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
                "Groups of topics that are created with settings of their own, in order of precedence; each has topic.creation.GROUP.*.",
                ConnectorDefinition.UniqueAliases("topic creation groups"), "Topic Creation", 1, ConfigWidth.Long, "Topic Creation Groups")
            .Define(
                ConnectorKeys.ExactlyOnceSupport, ConfigType.String, "requested", ConfigImportance.Medium,
                "Whether the connector must write exactly once: required refuses to start it where it cannot.",
                ConfigValidators.CaseInsensitiveValidString("requested", "required"), ExactlyOnce, 2, ConfigWidth.Short, "Exactly once support")
            .Define(
                ConnectorKeys.TransactionBoundary, ConfigType.String, "poll", ConfigImportance.Medium,
                "When a transaction ends: with each poll, at an interval, or where the connector says.",
                ConfigValidators.CaseInsensitiveValidString("poll", "interval", "connector"), ExactlyOnce, 3, ConfigWidth.Short, "Transaction Boundary")
            .Define(
                ConnectorKeys.TransactionBoundaryIntervalMs, ConfigType.Long, null, ConfigImportance.Low,
                "The interval (ms) at which transactions end; not given, that of the worker's offset commits.",
                OptionalInterval, ExactlyOnce, 4, ConfigWidth.Short, "Transaction boundary interval")
            .Define(
                ConnectorKeys.OffsetsTopic, ConfigType.String, null, ConfigImportance.Low,
                "A topic of the connector's own for its offsets, beside the worker's.",
                ConfigValidators.NonEmptyString, "offsets.topic", 1, ConfigWidth.Long, "Offsets topic");

    private static IConfigValidator OptionalInterval { get; } = ConfigValidators.Lambda(EnsureInterval, ConfigValidators.AtLeast(0).Description);

    private static void EnsureInterval(string name, object? value)
    {
        if (value is not null)
            ConfigValidators.AtLeast(0).EnsureValid(name, value);
    }
}
