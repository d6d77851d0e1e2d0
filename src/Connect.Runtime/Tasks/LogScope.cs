using System.Collections;

namespace Connect.Runtime.Tasks;

/// <summary>A logging scope of the engine: keys and values for machines, and Kafka Connect's text for users.</summary>
internal sealed class LogScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly KeyValuePair<string, object?>[] _entries;
    private readonly string _text;

    private LogScope(string text, params KeyValuePair<string, object?>[] entries) => (_text, _entries) = (text, entries);

    /// <inheritdoc/>
    public int Count => _entries.Length;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => _entries[index];

    /// <summary>Of everything that a worker does: <c>Worker</c>.</summary>
    public static LogScope OfWorker(string workerId) => new(workerId, new KeyValuePair<string, object?>("Worker", workerId));

    /// <summary>Of a connector's own instance: <c>Connector</c>. Its text is <c>[connector|worker]</c>.</summary>
    public static LogScope OfConnector(string connector) => new($"[{connector}|worker]", new KeyValuePair<string, object?>("Connector", connector));

    /// <summary>Of a task: <c>Connector</c> and <c>Task</c>. Its text is <c>[connector|task-0]</c>.</summary>
    public static LogScope OfTask(ConnectorTaskId id) =>
        new($"[{id.Connector}|task-{id.Task}]", new KeyValuePair<string, object?>("Connector", id.Connector),
            new KeyValuePair<string, object?>("Task", id.Task));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _entries.AsEnumerable().GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The text.</summary>
    public override string ToString() => _text;
}
