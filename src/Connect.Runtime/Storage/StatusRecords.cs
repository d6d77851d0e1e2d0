using System.Text;
using Connect.Converters.Json;
using Connect.Data;
using Connect.Runtime.Kafka.Logs;

namespace Connect.Runtime.Storage;

/// <summary>Writes the records of the status topic, byte for byte as Java's worker does.</summary>
internal static class StatusRecords
{
    public const string ConnectorPrefix = "status-connector-";
    public const string TaskPrefix = "status-task-";
    public const string TopicPrefix = "status-topic-";
    public const string TopicSeparator = ":connector-";

    /// <summary>A connector's status; a tombstone for a destroyed one.</summary>
    public static LogEntry Connector(string connector, StatusRecord<ConnectorState> status) =>
        new(Encoding.UTF8.GetBytes(ConnectorPrefix + connector), status.State == ConnectorState.Destroyed ? null : Value(status));

    /// <summary>A task's status; a tombstone for a destroyed one.</summary>
    public static LogEntry Task(ConnectorTaskId task, StatusRecord<TaskState> status) =>
        new(Encoding.UTF8.GetBytes($"{TaskPrefix}{task.Connector}-{task.Task}"), status.State == TaskState.Destroyed ? null : Value(status));

    /// <summary>The use of a topic.</summary>
    public static LogEntry Topic(TopicUse use) =>
        new(TopicKey(use.Connector, use.Topic), InternalJson.Write(Map(("topic", Map(
            ("name", use.Topic), ("connector", use.Connector), ("task", use.Task), ("discoverTimestamp", use.DiscoveredMilliseconds))))));

    /// <summary>The removal of the use of a topic.</summary>
    public static LogEntry NoTopic(string connector, string topic) => new(TopicKey(connector, topic), null);

    private static byte[] TopicKey(string connector, string topic) => Encoding.UTF8.GetBytes(TopicPrefix + topic + TopicSeparator + connector);

    private static byte[] Value<TState>(StatusRecord<TState> status)
        where TState : struct, Enum =>
        InternalJson.Write(Map(
            ("state", status.State.ToString().ToUpperInvariant()), ("trace", status.Trace), ("worker_id", status.WorkerId),
            ("generation", status.Generation), ("version", status.Version)));

    private static ConnectMap Map(params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var map = new ConnectMap();
        foreach (var (name, value) in fields)
            map[name] = value;
        return map;
    }
}
