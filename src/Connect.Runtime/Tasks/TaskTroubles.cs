using System.Collections.Concurrent;

namespace Connect.Runtime.Tasks;

/// <summary>The problems that keep a worker's running tasks from their work. Statuses show them for as long as they last.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="time">The clock; null for the system clock.</param>
internal sealed class TaskTroubles(TimeProvider? time = null)
{
    private readonly ConcurrentDictionary<(ConnectorTaskId Task, TaskTroubleKind Kind), TaskTroubleEntry> _entries = new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Raised when a problem begins, and with <c>true</c> when it ends. On any thread; handlers must neither block nor throw.</summary>
    public event Action<TaskTroubleEntry, bool>? Changed;

    /// <summary>All current problems.</summary>
    public IReadOnlyList<TaskTroubleEntry> All => [.. _entries.Values.OrderBy(entry => entry.Task).ThenBy(entry => entry.Kind)];

    /// <summary>The texts of all current problems, by task.</summary>
    public ILookup<ConnectorTaskId, string> Current => All.ToLookup(entry => entry.Task, entry => entry.Text);

    /// <summary>The tasks whose last offsets are not stored, those included that have ended since.</summary>
    public IReadOnlyList<KeyValuePair<ConnectorTaskId, string>> WithoutStoredOffsets =>
        [.. _entries.Values.Where(entry => entry.Kind == TaskTroubleKind.OffsetsNotStored)
            .Select(entry => KeyValuePair.Create(entry.Task, entry.Text))
            .OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal)];

    /// <summary>Creates the reporter for one kind of problem of a task. Problems of an earlier task with the same id are removed.</summary>
    public TaskTrouble Of(ConnectorTaskId task, TaskTroubleKind kind)
    {
        Set(task, kind, null);
        return new TaskTrouble(this, task, kind);
    }

    /// <summary>Raises <see cref="Changed"/> for a problem that is shown elsewhere.</summary>
    public void Announce(TaskTroubleEntry entry, bool isOver) => Changed?.Invoke(entry, isOver);

    /// <summary>Removes the problems of a deleted connector's tasks.</summary>
    public void Forget(string connector)
    {
        foreach (var key in _entries.Keys.Where(key => key.Task.Connector == connector))
            Set(key.Task, key.Kind, null);
    }

    /// <summary>Sets or removes a problem.</summary>
    /// <param name="task">The task.</param>
    /// <param name="kind">The kind of problem.</param>
    /// <param name="text">What is wrong; null if it is over.</param>
    public void Set(ConnectorTaskId task, TaskTroubleKind kind, string? text)
    {
        if (text is null)
        {
            if (_entries.TryRemove((task, kind), out var over))
                Changed?.Invoke(over, true);
            return;
        }

        var now = _time.GetUtcNow();
        var isNew = false;
        var entry = _entries.AddOrUpdate(
            (task, kind),
            key =>
            {
                isNew = true;
                return new TaskTroubleEntry(key.Task, key.Kind, text, now);
            },
            (_, known) => known with { Text = text });
        if (isNew)
            Changed?.Invoke(entry, false);
    }
}
