namespace Connect.Runtime.Tasks;

/// <summary>Receives state changes of tasks.</summary>
/// <remarks>Called from the task's loop; must not throw.</remarks>
internal interface ITaskStatusListener
{
    /// <summary>Called when a task's state has changed.</summary>
    /// <param name="id">The task.</param>
    /// <param name="state">The new state.</param>
    /// <param name="trace">Why it failed; null otherwise.</param>
    /// <param name="version">The version of the task's class; null while it is unknown.</param>
    void OnTaskState(ConnectorTaskId id, TaskState state, string? trace, string? version);
}
