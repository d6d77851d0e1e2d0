using System.Collections.Concurrent;

namespace Connect.Runtime.Tasks;

/// <summary>What keeps the tasks of a worker from their work although they run: their statuses show it as long as it lasts.</summary>
/// <remarks>Safe for use from several threads.</remarks>
internal sealed class TaskTroubles
{
    private readonly ConcurrentDictionary<(ConnectorTaskId Task, TaskTroubleKind Kind), string> _texts = new();

    /// <summary>Every trouble there is, by task: what is wrong, since when, what to do.</summary>
    public ILookup<ConnectorTaskId, string> Current => _texts.OrderBy(entry => entry.Key.Kind).ToLookup(entry => entry.Key.Task, entry => entry.Value);

    /// <summary>The tasks whose last offsets are not stored, those included that have ended since.</summary>
    public IReadOnlyList<KeyValuePair<ConnectorTaskId, string>> WithoutStoredOffsets =>
        [.. _texts.Where(entry => entry.Key.Kind == TaskTroubleKind.OffsetsNotStored)
            .Select(entry => KeyValuePair.Create(entry.Key.Task, entry.Value))
            .OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal)];

    /// <summary>One kind of trouble of one task; what was known of the task's predecessor is forgotten.</summary>
    public TaskTrouble Of(ConnectorTaskId task, TaskTroubleKind kind)
    {
        Set(task, kind, null);
        return new TaskTrouble(this, task, kind);
    }

    /// <summary>Forgets what is known of a connector's tasks: it is deleted.</summary>
    public void Forget(string connector)
    {
        foreach (var key in _texts.Keys.Where(key => key.Task.Connector == connector))
            _texts.TryRemove(key, out _);
    }

    /// <summary>Notes a trouble.</summary>
    /// <param name="task">The task.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="text">What is wrong; null when it is over.</param>
    public void Set(ConnectorTaskId task, TaskTroubleKind kind, string? text)
    {
        if (text is null)
            _texts.TryRemove((task, kind), out _);
        else
            _texts[(task, kind)] = text;
    }
}
