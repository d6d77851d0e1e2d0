using Connect.Configuration;

namespace Connect.Runtime.Configuration;

/// <summary>What a sink connector can be configured with, in the order of <c>org.apache.kafka.connect.runtime.SinkConnectorConfig</c>.</summary>
internal static class SinkConnectorDefinition
{
    private const string Common = "Common";
    private const string Errors = "Error Handling";

    /// <summary>The definition without anything that depends on a class or a worker.</summary>
    /// <param name="plugins">The plugins to check against.</param>
    public static ConfigDef Create(PluginClasses plugins) => AddTo(ConnectorDefinition.Create(plugins));

    /// <summary>Adds a sink's keys to those of every connector.</summary>
    public static ConfigDef AddTo(ConfigDef definition) =>
        definition
            .Define(
                ConnectorKeys.Topics, ConfigType.List, "", ConfigImportance.High,
                "The topics to read.",
                ConfigValidators.AnyNonDuplicateValues(emptyAllowed: true, nullAllowed: false), Common, 4, ConfigWidth.Long, "Topics")
            .Define(
                ConnectorKeys.TopicsRegex, ConfigType.String, "", ConfigImportance.High,
                "A regular expression (Java syntax) of the topics to read; set either this or topics.",
                ConfigValidators.Regex, Common, 4, ConfigWidth.Long, "Topics regex")
            .Define(
                ConnectorKeys.DeadLetterQueueTopic, ConfigType.String, "", ConfigImportance.Medium,
                "The topic for records that cannot be processed; empty for none.",
                null, Errors, 6, ConfigWidth.Medium, "Dead Letter Queue Topic Name")
            .Define(
                ConnectorKeys.DeadLetterQueueReplicationFactor, ConfigType.Short, (short)3, ConfigImportance.Medium,
                "The replication factor of that topic when it is created.",
                null, Errors, 7, ConfigWidth.Medium, "Dead Letter Queue Topic Replication Factor")
            .Define(
                ConnectorKeys.DeadLetterQueueContextHeaders, ConfigType.Boolean, false, ConfigImportance.Medium,
                "Whether such a record gets headers that describe the error.",
                null, Errors, 8, ConfigWidth.Medium, "Enable Error Context Headers");
}
