namespace Connect.Runtime.Tasks;

/// <summary>The states of a task on one worker.</summary>
/// <remarks>
/// <para>A new task is unassigned. It runs or pauses, changes between the two, may fail in any state, and ends unassigned. A failure is final: a
/// later stop, for example, does not hide it. An abandoned task reports nothing.</para>
/// <para>Thread-safe.</para>
/// </remarks>
internal sealed class TaskStateMachine
{
    private readonly Lock _gate = new();
    private TaskState _state = TaskState.Unassigned;
    private bool _isClosed;

    /// <summary>The current state.</summary>
    public TaskState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>Changes the state, if permitted.</summary>
    /// <returns>Whether the state has changed and must be reported.</returns>
    public bool TryMoveTo(TaskState next)
    {
        lock (_gate)
        {
            var isAllowed = !_isClosed && (_state, next) switch
            {
                (TaskState.Failed, _) => false,
                (_, TaskState.Failed) => true,
                (TaskState.Unassigned or TaskState.Paused, TaskState.Running) => true,
                (TaskState.Unassigned or TaskState.Running, TaskState.Paused) => true,
                (_, TaskState.Unassigned) => true,
                _ => false,
            };
            if (!isAllowed)
                return false;
            _state = next;
            _isClosed = next == TaskState.Unassigned;
            return true;
        }
    }

    /// <summary>Abandons the task: no further state is reported.</summary>
    public void Abandon()
    {
        lock (_gate)
            _isClosed = true;
    }
}
