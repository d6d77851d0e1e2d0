using Connect.Configuration;

namespace Connect.Runtime.Configuration;

/// <summary>The worker's settings that Apache Kafka Connect does not have.</summary>
internal static class WorkerAdditions
{
    /// <summary>Adds them to a definition.</summary>
    public static ConfigDef AddTo(ConfigDef definition)
    {
        definition.Define(
            "rest.basic.auth.credentials.file", ConfigType.String, null, ConfigImportance.Medium,
            "The file with the users of the REST API, in lines of the form user=password.");
        definition.Define(
            WorkerKeys.RestHidePasswords, ConfigType.Boolean, false, ConfigImportance.Medium,
            "Whether the REST API shows [hidden] in the place of passwords that stand in configurations.");
        definition.Define(
            WorkerKeys.RestMaxConcurrentWrites, ConfigType.Int, WorkerKeys.DefaultMaxConcurrentWrites, ConfigImportance.Low,
            "How many changes the REST API carries out at once; further ones are refused with 429.",
            ConfigValidators.AtLeast(1));
        AddedDefinition.DefineRestarts(definition);
        definition.Define(
            "java.security.auth.login.config", ConfigType.String, null, ConfigImportance.Low,
            "The JAAS file whose section KafkaConnect names the file with the users of the REST API.");
        definition.Define(
            WorkerKeys.TaskStallTimeoutMs, ConfigType.Long, 60000L, ConfigImportance.Low,
            "How long (ms) a call of a task (start, poll, put, flush) may take before its status, the log and the metrics report it as stalled.",
            ConfigValidators.AtLeast(1));
        definition.Define(
            WorkerKeys.ExitWhenFinished, ConfigType.Boolean, false, ConfigImportance.Low,
            "Whether the standalone worker program ends when each of its connectors has finished (run.to.end) or failed.");
        return definition;
    }
}
