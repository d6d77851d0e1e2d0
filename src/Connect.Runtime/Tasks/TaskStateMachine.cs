namespace Connect.Runtime.Tasks;

/// <summary>Which states a task may go through on one worker.</summary>
/// <remarks>
/// <para>A new task is unassigned. It runs or pauses, changes between the two, may fail from any of them, and ends unassigned. A failure is final: what happens afterwards
/// (the task is stopped, say) does not hide it. A task that was given up says nothing any more.</para>
/// <para>Safe for use from several threads.</para>
/// </remarks>
internal sealed class TaskStateMachine
{
    private readonly Lock _gate = new();
    private TaskState _state = TaskState.Unassigned;
    private bool _isClosed;

    /// <summary>What the task does.</summary>
    public TaskState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>Goes to a state, if the task may.</summary>
    /// <returns>Whether the state has changed and is to be told.</returns>
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

    /// <summary>Gives the task up: no state is told any more.</summary>
    public void Abandon()
    {
        lock (_gate)
            _isClosed = true;
    }
}
