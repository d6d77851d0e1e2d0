using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Connect.Connectors;
using Connect.Converters.Json;
using Connect.Data;
using Connect.Runtime.Configuration;
using Connect.Runtime.Kafka.Logs;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Storage;

/// <summary>Builds the configuration from the records of the config topic, with the rules of <c>KafkaConfigBackingStore</c>.</summary>
/// <remarks>Task records become effective when a commit record follows and all of them have arrived since the previous commit; otherwise the
/// connector is inconsistent. Unreadable records are logged and ignored. Not thread-safe.</remarks>
/// <param name="topic">The topic, for messages.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class ConfigLogState(string topic, ILogger logger)
{
    private static readonly ImmutableSortedDictionary<int, TaskConfig> NoTasks = ImmutableSortedDictionary<int, TaskConfig>.Empty;

    private readonly Dictionary<string, ImmutableSortedDictionary<int, TaskConfig>> _deferred = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableSortedDictionary<int, TaskConfig>> _tasks = new(StringComparer.Ordinal);

    /// <summary>The configuration after the last record.</summary>
    public ConfigSnapshot Snapshot { get; private set; } = ConfigSnapshot.Empty;

    /// <summary>Applies a record.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The change; null if nothing relevant changed.</returns>
    public ConfigChange? Apply(in LogRecord record)
    {
        if (record.Key is null)
            return Skip("(none)", "it has no key");
        var key = Encoding.UTF8.GetString(record.Key);
        object? value;
        try
        {
            value = record.Value is null ? null : InternalJson.Read(record.Value, topic);
        }
        catch (DataException e)
        {
            return Skip(key, e.Message);
        }

        Snapshot = Snapshot with { Offset = record.Offset + 1 };
        if (Rest(key, ConfigRecords.TargetStatePrefix) is { } target)
            return ApplyTarget(target, value);
        if (Rest(key, ConfigRecords.ConnectorPrefix) is { } connector)
            return ApplyConnector(connector, value);
        if (Rest(key, ConfigRecords.TaskPrefix) is { } task)
            return ApplyTask(key, task, value);
        if (Rest(key, ConfigRecords.CommitPrefix) is { } commit)
            return ApplyCommit(commit, value, record.Offset);
        if (Rest(key, ConfigRecords.RestartPrefix) is { } restart)
            return ReadRestart(restart, value);
        if (Rest(key, ConfigRecords.TaskCountPrefix) is { } fencing)
            return ApplyTaskCount(fencing, value);
        if (key == ConfigRecords.SessionKeyKey)
            return ApplySessionKey(value);
        return Rest(key, ConfigRecords.LoggerPrefix) is { } name ? ReadLogger(name, value) : Skip(key, "the key is unknown");
    }

    private ConfigChange? ApplyTarget(string connector, object? value)
    {
        if (value is null)
        {
            Snapshot = Snapshot with { TargetStates = Snapshot.TargetStates.Remove(connector) };
            return null;
        }

        var key = ConfigRecords.TargetStatePrefix + connector;
        if (value is not ConnectMap map)
            return Skip(key, "it is not a map");
        if ((map.GetValueOrDefault("state.v2") as string ?? map.GetValueOrDefault("state") as string) is not { } text)
            return Skip(key, "it has no state");
        TargetState? state = text switch
        {
            "STARTED" => TargetState.Started,
            "PAUSED" => TargetState.Paused,
            "STOPPED" => TargetState.Stopped,
            _ => null,
        };
        if (state is null)
            return Skip(key, $"{text} is no state");
        var hasChanged = !Snapshot.TargetStates.TryGetValue(connector, out var before) || before != state;
        Snapshot = Snapshot with { TargetStates = Snapshot.TargetStates.SetItem(connector, state.Value) };
        return hasChanged ? new ConfigChange.TargetStateChanged(connector) : null;
    }

    private ConfigChange? ApplyConnector(string connector, object? value)
    {
        if (value is null)
        {
            Remove(connector);
            return new ConfigChange.ConnectorRemoved(connector);
        }

        if (Properties(value) is not { } properties)
            return Skip(ConfigRecords.ConnectorPrefix + connector, "it has no properties");
        Snapshot = Snapshot with
        {
            Connectors = Snapshot.Connectors.SetItem(connector, new ConnectorConfig(connector, properties)),
            TargetStates = Snapshot.TargetStates.ContainsKey(connector)
                ? Snapshot.TargetStates : Snapshot.TargetStates.SetItem(connector, TargetState.Started),
        };
        return new ConfigChange.ConnectorUpdated(connector);
    }

    private ConfigChange? ApplyTask(string key, string rest, object? value)
    {
        var dash = rest.LastIndexOf('-');
        if (dash < 0 || !int.TryParse(rest.AsSpan(dash + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var task) || task < 0)
            return Skip(key, "the key has no task number");
        if (Properties(value) is not { } properties)
            return Skip(key, "it has no properties");
        var connector = rest[..dash];
        _deferred[connector] = _deferred.GetValueOrDefault(connector, NoTasks).SetItem(task, new TaskConfig(properties));
        return null;
    }

    private ConfigChange? ApplyCommit(string connector, object? value, long offset)
    {
        if (!Snapshot.Contains(connector))
        {
            // Deleted long ago, and the other records were compacted.
            Log.CommitOfUnknown(logger, topic, connector);
            Remove(connector);
            return null;
        }

        if (value is not ConnectMap map || Integer(map.GetValueOrDefault("tasks")) is not { } count)
            return Skip(ConfigRecords.CommitPrefix + connector, "it has no number of tasks");
        _deferred.Remove(connector, out var deferred);
        deferred ??= NoTasks;
        var isComplete = HasAll(deferred, count);
        if (isComplete)
            _tasks[connector] = _tasks.GetValueOrDefault(connector, NoTasks).SetItems(deferred);
        else
            Log.Incomplete(logger, topic, connector, count, deferred.Count);
        var tasks = _tasks.GetValueOrDefault(connector, NoTasks);
        Snapshot = Snapshot with
        {
            Tasks = Snapshot.Tasks.SetItem(connector, isComplete ? [.. tasks.Where(task => task.Key < count).Select(task => task.Value)] : []),
            Generations = isComplete ? Snapshot.Generations.SetItem(connector, offset) : Snapshot.Generations,
            Inconsistent = isComplete ? Snapshot.Inconsistent.Remove(connector) : Snapshot.Inconsistent.Add(connector),
            Applied = Snapshot.Applied.SetItem(connector, Snapshot.Connectors[connector]),
            PendingFencing = Snapshot.PendingFencing.Add(connector),
        };
        return new ConfigChange.TasksCommitted(connector);
    }

    private ConfigChange? ApplyTaskCount(string connector, object? value)
    {
        if (value is not ConnectMap map || Integer(map.GetValueOrDefault("task-count")) is not { } count)
            return Skip(ConfigRecords.TaskCountPrefix + connector, "it has no number of tasks");
        Snapshot = Snapshot with
        {
            TaskCountRecords = Snapshot.TaskCountRecords.SetItem(connector, count),
            PendingFencing = Snapshot.PendingFencing.Remove(connector)
        };
        return null;
    }

    private ConfigChange? ApplySessionKey(object? value)
    {
        if (value is not ConnectMap map
            || map.GetValueOrDefault("key") is not string text
            || map.GetValueOrDefault("algorithm") is not string algorithm
            || map.GetValueOrDefault("creation-timestamp") is not long created)
            return Skip(ConfigRecords.SessionKeyKey, "a part is missing");
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            return Skip(ConfigRecords.SessionKeyKey, "the key is not valid Base64");
        var key = new SessionKey(bytes[..length], algorithm, created);
        Snapshot = Snapshot with { SessionKey = key };
        return new ConfigChange.SessionKeyChanged(key);
    }

    private ConfigChange? ReadRestart(string connector, object? value)
    {
        if (value is not ConnectMap map)
            return Skip(ConfigRecords.RestartPrefix + connector, "it is not a map");
        var includeTasks = map.GetValueOrDefault("include-tasks") is true;
        return new ConfigChange.RestartRequested(new RestartRequest(connector, map.GetValueOrDefault("only-failed") is true, includeTasks));
    }

    private ConfigChange? ReadLogger(string name, object? value) =>
        value is ConnectMap map && map.GetValueOrDefault("level") is string level
            ? new ConfigChange.LoggerLevelRequested(name, level)
            : Skip(ConfigRecords.LoggerPrefix + name, "it has no level");

    private void Remove(string connector)
    {
        _deferred.Remove(connector);
        _tasks.Remove(connector);
        Snapshot = Snapshot with
        {
            Connectors = Snapshot.Connectors.Remove(connector),
            TargetStates = Snapshot.TargetStates.Remove(connector),
            Tasks = Snapshot.Tasks.Remove(connector),
            Applied = Snapshot.Applied.Remove(connector),
            Generations = Snapshot.Generations.Remove(connector),
            Inconsistent = Snapshot.Inconsistent.Remove(connector),
        };
    }

    private ConfigChange? Skip(string key, string reason)
    {
        Log.RecordIgnored(logger, topic, key, reason);
        return null;
    }

    private static string? Rest(string key, string prefix) => key.StartsWith(prefix, StringComparison.Ordinal) ? key[prefix.Length..] : null;

    private static bool HasAll(ImmutableSortedDictionary<int, TaskConfig> tasks, int count) =>
        tasks.Count >= count && Enumerable.Range(0, Math.Max(0, count)).All(tasks.ContainsKey);

    /// <summary>Truncates to 32 bits, as Java's cast does.</summary>
    private static int? Integer(object? value) => value is long number ? unchecked((int)number) : null;

    private static OrderedDictionary<string, string?>? Properties(object? value)
    {
        if (value is not ConnectMap outer || outer.GetValueOrDefault("properties") is not ConnectMap map)
            return null;
        var properties = new OrderedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (key, text) in map)
        {
            if (key is string name)
                properties[name] = text as string ?? (text is null ? null : Encoding.UTF8.GetString(InternalJson.Write(text)));
        }

        return properties;
    }

    private static partial class Log
    {
        [LoggerMessage(7030, LogLevel.Error, "Ignoring a record in {Topic} with key {Key}: {Reason}", EventName = nameof(RecordIgnored))]
        public static partial void RecordIgnored(ILogger logger, string topic, string key, string reason);

        [LoggerMessage(7031, LogLevel.Debug, "Ignoring tasks of connector {Connector} in {Topic}: the connector no longer exists",
            EventName = nameof(CommitOfUnknown))]
        public static partial void CommitOfUnknown(ILogger logger, string topic, string connector);

        [LoggerMessage(7032, LogLevel.Information,
            "In {Topic}, connector {Connector} should have {Count} tasks, but only {Found} are present, probably because of compaction. The leader "
                + "stores a new set",
            EventName = nameof(Incomplete))]
        public static partial void Incomplete(ILogger logger, string topic, string connector, int count, int found);
    }
}
