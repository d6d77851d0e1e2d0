namespace Connect.Runtime.Tasks;

/// <summary>Told of what a task does.</summary>
/// <remarks>Called from the task's flow; must not throw.</remarks>
internal interface ITaskStatusListener
{
    /// <summary>Says that a task's state has changed.</summary>
    /// <param name="id">The task.</param>
    /// <param name="state">What it does now.</param>
    /// <param name="trace">Why it failed; null otherwise.</param>
    /// <param name="version">The version of the task's class; null while it is not known.</param>
    void OnTaskState(ConnectorTaskId id, TaskState state, string? trace, string? version);
}
