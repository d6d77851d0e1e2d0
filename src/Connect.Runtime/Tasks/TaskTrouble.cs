namespace Connect.Runtime.Tasks;

/// <summary>One kind of trouble of one task.</summary>
/// <remarks>Safe for use from several threads.</remarks>
internal sealed class TaskTrouble(TaskTroubles all, ConnectorTaskId task, TaskTroubleKind kind)
{
    private readonly Lock _gate = new();
    private bool _isClosed;

    /// <summary>Shows it.</summary>
    /// <param name="text">What is wrong, since when, what to do; null when it is over.</param>
    public void Show(string? text)
    {
        lock (_gate)
        {
            if (!_isClosed)
                all.Set(task, kind, text);
        }
    }

    /// <summary>Takes it away for good: the task was given up, and the next one of its id has troubles of its own.</summary>
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
