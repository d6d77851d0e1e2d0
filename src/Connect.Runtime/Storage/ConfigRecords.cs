using System.Text;
using Connect.Connectors;
using Connect.Converters.Json;
using Connect.Data;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka.Logs;

namespace Connect.Runtime.Storage;

/// <summary>Writes the records of the config topic, byte for byte as Java's worker does.</summary>
internal static class ConfigRecords
{
    public const string ConnectorPrefix = "connector-";
    public const string TaskPrefix = "task-";
    public const string CommitPrefix = "commit-";
    public const string TargetStatePrefix = "target-state-";
    public const string RestartPrefix = "restart-connector-";
    public const string TaskCountPrefix = "tasks-fencing-";
    public const string LoggerPrefix = "logger-cluster-";
    public const string SessionKeyKey = "session-key";

    /// <summary>A connector's configuration, keys in the order of the configuration.</summary>
    public static LogEntry Connector(ConnectorConfig config) => Entry(ConnectorPrefix + config.Name, ("properties", Map(config.Properties)));

    /// <summary>A tombstone.</summary>
    /// <param name="key">The record's key.</param>
    public static LogEntry Tombstone(string key) => new(Encoding.UTF8.GetBytes(key), null);

    /// <summary>A task's configuration, keys in the order of Java's map.</summary>
    public static LogEntry Task(string connector, int task, TaskConfig config) =>
        Entry($"{TaskPrefix}{connector}-{task}", ("properties", Map(JavaMapOrder.Of(config))));

    /// <summary>The commit record that makes the preceding task records effective.</summary>
    public static LogEntry Commit(string connector, int tasks) => Entry(CommitPrefix + connector, ("tasks", tasks));

    /// <summary>The target state of a connector. Workers before 3.5, which have no STOPPED state, read the first of the two values.</summary>
    public static LogEntry Target(string connector, TargetState state) =>
        Entry(TargetStatePrefix
            + connector, ("state", state == TargetState.Started ? "STARTED" : "PAUSED"), ("state.v2", state.ToString().ToUpperInvariant()));

    /// <summary>A restart request.</summary>
    public static LogEntry Restart(RestartRequest request) =>
        Entry(RestartPrefix + request.ConnectorName, ("include-tasks", request.IncludeTasks), ("only-failed", request.OnlyFailed));

    /// <summary>The session key that signs requests between workers.</summary>
    public static LogEntry Session(SessionKey key) =>
        Entry(SessionKeyKey, ("key", Convert.ToBase64String(key.Key)), ("algorithm", key.Algorithm), ("creation-timestamp", key.CreatedMilliseconds));

    /// <summary>How many producers of tasks may exist.</summary>
    public static LogEntry TaskCount(string connector, int count) => Entry(TaskCountPrefix + connector, ("task-count", count));

    /// <summary>The level of a logger.</summary>
    public static LogEntry Logger(string logger, string level) => Entry(LoggerPrefix + logger, ("level", level));

    private static LogEntry Entry(string key, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var value = new ConnectMap();
        foreach (var (name, field) in fields)
            value[name] = field;
        return new LogEntry(Encoding.UTF8.GetBytes(key), InternalJson.Write(value));
    }

    private static ConnectMap Map(IEnumerable<KeyValuePair<string, string?>> entries)
    {
        var map = new ConnectMap();
        foreach (var (key, value) in entries)
            map[key] = value;
        return map;
    }
}
