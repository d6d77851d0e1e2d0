using System.Collections;

namespace Connect.Runtime.Tasks;

/// <summary>The logging scope of a task: <c>Connector</c> and <c>Task</c>, and Kafka Connect's text for people.</summary>
internal sealed class TaskLogScope(ConnectorTaskId id) : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <inheritdoc/>
    public int Count => 2;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("Connector", id.Connector),
        1 => new("Task", id.Task),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
        yield return this[1];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>[connector|task-0]</c>, as Kafka Connect's logging context.</summary>
    public override string ToString() => $"[{id.Connector}|task-{id.Task}]";
}
