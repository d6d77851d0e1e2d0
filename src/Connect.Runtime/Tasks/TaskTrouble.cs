namespace Connect.Runtime.Tasks;

/// <summary>Reports one kind of problem of one task.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TaskTrouble(TaskTroubles all, ConnectorTaskId task, TaskTroubleKind kind)
{
    private readonly Lock _gate = new();
    private bool _isClosed;

    /// <summary>Shows the problem in the task's status.</summary>
    /// <param name="text">What is wrong, since when, what to do; null if it is over.</param>
    public void Show(string? text)
    {
        lock (_gate)
        {
            if (!_isClosed)
                all.Set(task, kind, text);
        }
    }

    /// <summary>Removes the problem and ignores further reports: the task was abandoned, and the next task with this id reports its own
    /// problems.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            all.Set(task, kind, null);
        }
    }
}
