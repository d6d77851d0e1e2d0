namespace Connect.Runtime.Tasks;

/// <summary>What the worker needs to run its source tasks exactly once.</summary>
/// <param name="groupId">The worker's group: the first part of the transactional ids.</param>
internal sealed class ExactlyOnceSources(string groupId)
{
    /// <summary>Fences former tasks. Set by the herder before any task starts.</summary>
    public ITaskFencing Fencing { get; set; } = null!;

    /// <summary>The transactional id of a task's producer, as in Java.</summary>
    /// <param name="task">The task.</param>
    public string TransactionalIdOf(ConnectorTaskId task) => $"{groupId}-{task.Connector}-{task.Task}";
}
