using Connect.Configuration;

namespace Connect.Runtime.Configuration;

/// <summary>The settings of a connector that Apache Kafka Connect does not have.</summary>
/// <remarks>The worker's configuration may have defaults for the restart settings. Validation lists one of these settings only if it is set: its
/// answers are otherwise Kafka Connect's.</remarks>
internal static class AddedDefinition
{
    private const string Errors = "Error Handling";
    private const string Flow = "Flow";
    private static readonly ConfigDef Whole = DefineFlow(DefinePuts(DefineRestarts(new ConfigDef())));

    /// <summary>The names of all settings.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Whole.Keys.Select(key => key.Name)];

    /// <summary>Adds the settings that a configuration contains.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="config">The configuration.</param>
    /// <returns>The definition.</returns>
    public static ConfigDef AddSet(ConfigDef definition, IReadOnlyDictionary<string, string?> config)
    {
        foreach (var key in Whole.Keys.Where(key => config.ContainsKey(key.Name)))
            definition.Define(key);
        return definition;
    }

    /// <summary>Parses the settings of a connector. The worker's restart settings are its defaults.</summary>
    /// <param name="connector">The connector's configuration, with variables resolved.</param>
    /// <param name="worker">The worker's.</param>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    public static ParsedConfig Parse(IReadOnlyDictionary<string, string?> connector, IReadOnlyDictionary<string, string?> worker)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var name in Names)
        {
            if (connector.TryGetValue(name, out var value) || (IsOfWorker(name) && worker.TryGetValue(name, out value)))
                values[name] = value;
        }

        return Whole.Parse(values);
    }

    /// <summary>Whether a connector runs to the end. A value that is not valid is reported elsewhere.</summary>
    /// <param name="connector">The connector's configuration, with variables resolved.</param>
    public static bool RunsToEnd(IReadOnlyDictionary<string, string?> connector) =>
        string.Equals(connector.GetValueOrDefault(AddedKeys.RunToEnd)?.Trim(), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the worker's configuration may have a default for it.</summary>
    private static bool IsOfWorker(string name) => name.StartsWith("errors.restart.", StringComparison.Ordinal);

    /// <summary>Adds the restart settings.</summary>
    public static ConfigDef DefineRestarts(ConfigDef definition) =>
        definition
            .Define(
                AddedKeys.RestartPolicy, ConfigType.String, AddedKeys.RestartNone, ConfigImportance.Medium,
                "What to do with a failed connector or task: none leaves it FAILED, as in Apache Kafka Connect; on-failure restarts it after a "
                    + "delay.",
                ConfigValidators.ValidString(AddedKeys.RestartNone, AddedKeys.RestartOnFailure), Errors, 20, ConfigWidth.Short, "Restart Policy")
            .Define(
                AddedKeys.RestartBackoffMs, ConfigType.Long, 1000L, ConfigImportance.Low,
                "The delay (ms) before the first restart. It doubles with each restart within the window, and varies randomly by a fifth.",
                ConfigValidators.AtLeast(0), Errors, 21, ConfigWidth.Medium, "Restart Backoff")
            .Define(
                AddedKeys.RestartBackoffMaxMs, ConfigType.Long, 300_000L, ConfigImportance.Low,
                "The longest delay (ms) before a restart.",
                ConfigValidators.AtLeast(0), Errors, 22, ConfigWidth.Medium, "Maximum Restart Backoff")
            .Define(
                AddedKeys.RestartMax, ConfigType.Int, 10, ConfigImportance.Low,
                "The maximum number of restarts of the connector, and of each task, within the window. After that it stays FAILED.",
                ConfigValidators.AtLeast(1), Errors, 23, ConfigWidth.Short, "Restarts")
            .Define(
                AddedKeys.RestartWindowMs, ConfigType.Long, 3_600_000L, ConfigImportance.Low,
                "The window (ms) of errors.restart.max.",
                ConfigValidators.AtLeast(1), Errors, 24, ConfigWidth.Medium, "Restart Window")
            .Define(
                AddedKeys.RestartExceptions, ConfigType.List, "", ConfigImportance.Low,
                "Restart only after these exceptions: names as traces show them, or names of .NET classes; derived exceptions and causes count. "
                    + "Empty: after all.",
                null, Errors, 25, ConfigWidth.Long, "Restart Exceptions");

    private static ConfigDef DefinePuts(ConfigDef definition) =>
        definition
            .Define(
                AddedKeys.PutIsolate, ConfigType.Boolean, false, ConfigImportance.Low,
                "For sinks: whether a put that fails permanently is repeated in halves until the record is found that the sink refuses. Only this "
                    + "record is then handled as errors.tolerance says.",
                null, Errors, 26, ConfigWidth.Short, "Isolate Bad Records");

    private static ConfigDef DefineFlow(ConfigDef definition) =>
        definition
            .Define(
                AddedKeys.RateLimitRecords, ConfigType.Long, 0L, ConfigImportance.Low,
                "The records per second that the tasks of this connector together may poll from their source or read from Kafka: over any longer "
                    + "time, with bursts of one second's records and a batch. In a cluster, each worker has a part in proportion to the tasks that "
                    + "it runs. 0: no limit.",
                ConfigValidators.AtLeast(0), Flow, 1, ConfigWidth.Medium, "Records Per Second")
            .Define(
                AddedKeys.RateLimitBytes, ConfigType.Long, 0L, ConfigImportance.Low,
                "The bytes per second (keys, values and headers in Kafka) that the tasks of this connector together may write to Kafka or read "
                    + "from it, with bursts as for rate.limit.records. 0: no limit.",
                ConfigValidators.AtLeast(0), Flow, 2, ConfigWidth.Medium, "Bytes Per Second")
            .Define(
                AddedKeys.RunToEnd, ConfigType.Boolean, false, ConfigImportance.Medium,
                "Whether the connector stops by itself: a sink when it has processed and committed its topics up to the ends that they had when its "
                    + "tasks started, a source when each of its tasks has signalled that it has no more records, a connector without tasks at once.",
                null, Flow, 3, ConfigWidth.Short, "Run To End");
}
