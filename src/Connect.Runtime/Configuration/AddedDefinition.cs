using Connect.Configuration;

namespace Connect.Runtime.Configuration;

/// <summary>What a connector can be configured with beside Apache Kafka Connect's keys.</summary>
/// <remarks>
/// The keys of restarts may stand in the worker's configuration, too, as defaults of its connectors. Validation shows a key of these only where it is
/// set, so that its answers stay Kafka Connect's for everybody else.
/// </remarks>
internal static class AddedDefinition
{
    private const string Errors = "Error Handling";
    private const string Flow = "Flow";
    private static readonly ConfigDef Whole = DefineFlow(DefinePuts(DefineRestarts(new ConfigDef())));

    /// <summary>The names of all keys.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Whole.Keys.Select(key => key.Name)];

    /// <summary>Adds the keys that a configuration sets.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="config">The configuration.</param>
    /// <returns>The definition.</returns>
    public static ConfigDef AddSet(ConfigDef definition, IReadOnlyDictionary<string, string?> config)
    {
        foreach (var key in Whole.Keys.Where(key => config.ContainsKey(key.Name)))
            definition.Define(key);
        return definition;
    }

    /// <summary>Parses the keys of a connector; those that it does not set are the worker's.</summary>
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

    /// <summary>Whether the worker's configuration may have a default of it.</summary>
    private static bool IsOfWorker(string name) => name.StartsWith("errors.restart.", StringComparison.Ordinal);

    /// <summary>Adds the keys of restarts.</summary>
    public static ConfigDef DefineRestarts(ConfigDef definition) =>
        definition
            .Define(
                AddedKeys.RestartPolicy, ConfigType.String, AddedKeys.RestartNone, ConfigImportance.Medium,
                "Whether a connector or task that has failed is restarted: none leaves it FAILED, as Apache Kafka Connect does; on-failure restarts "
                    + "it after a while.",
                ConfigValidators.ValidString(AddedKeys.RestartNone, AddedKeys.RestartOnFailure), Errors, 20, ConfigWidth.Short, "Restart Policy")
            .Define(
                AddedKeys.RestartBackoffMs, ConfigType.Long, 1000L, ConfigImportance.Low,
                "How long (ms) to wait before the first restart; each further one within the window waits twice as long, with a fifth more or less "
                    + "by chance.",
                ConfigValidators.AtLeast(0), Errors, 21, ConfigWidth.Medium, "Restart Backoff")
            .Define(
                AddedKeys.RestartBackoffMaxMs, ConfigType.Long, 300_000L, ConfigImportance.Low,
                "The longest wait (ms) before a restart.",
                ConfigValidators.AtLeast(0), Errors, 22, ConfigWidth.Medium, "Maximum Restart Backoff")
            .Define(
                AddedKeys.RestartMax, ConfigType.Int, 10, ConfigImportance.Low,
                "How often the connector, and each task, is restarted within the window. After that it stays FAILED.",
                ConfigValidators.AtLeast(1), Errors, 23, ConfigWidth.Short, "Restarts")
            .Define(
                AddedKeys.RestartWindowMs, ConfigType.Long, 3_600_000L, ConfigImportance.Low,
                "The window (ms) of errors.restart.max.",
                ConfigValidators.AtLeast(1), Errors, 24, ConfigWidth.Medium, "Restart Window")
            .Define(
                AddedKeys.RestartExceptions, ConfigType.List, "", ConfigImportance.Low,
                "The exceptions after which a restart may help, by the names that traces show or by those of .NET classes; an exception counts as "
                    + "well that derives from one, or was caused by one. Empty for all.",
                null, Errors, 25, ConfigWidth.Long, "Restart Exceptions");

    private static ConfigDef DefinePuts(ConfigDef definition) =>
        definition
            .Define(
                AddedKeys.PutIsolate, ConfigType.Boolean, false, ConfigImportance.Low,
                "Whether a put that fails for good is repeated in halves until the record is found that the sink does not take: it alone is then "
                    + "dealt "
                    + "with as errors.tolerance says. Of a sink.",
                null, Errors, 26, ConfigWidth.Short, "Isolate Bad Records");

    private static ConfigDef DefineFlow(ConfigDef definition) =>
        definition
            .Define(
                AddedKeys.RateLimitRecords, ConfigType.Long, 0L, ConfigImportance.Low,
                "The records per second that the tasks of this connector together may poll from their source or read from Kafka, on average. 0 for no "
                    + "limit.",
                ConfigValidators.AtLeast(0), Flow, 1, ConfigWidth.Medium, "Records Per Second")
            .Define(
                AddedKeys.RateLimitBytes, ConfigType.Long, 0L, ConfigImportance.Low,
                "The bytes per second (keys, values and headers as they are in Kafka) that the tasks of this connector together may write to or read "
                    + "from Kafka, on average. 0 for no limit.",
                ConfigValidators.AtLeast(0), Flow, 2, ConfigWidth.Medium, "Bytes Per Second")
            .Define(
                AddedKeys.RunToEnd, ConfigType.Boolean, false, ConfigImportance.Medium,
                "Whether the connector stops by itself: a sink when it has processed and committed its topics up to the ends that they had when its "
                    + "tasks started, a source when each of its tasks has said that it has no more records.",
                null, Flow, 3, ConfigWidth.Short, "Run To End");
}
