namespace Connect.Runtime;

/// <summary>What a user wants a connector to do. What it does is its status.</summary>
public enum TargetState
{
    /// <summary>Run.</summary>
    Started,

    /// <summary>Keep the tasks, move nothing.</summary>
    Paused,

    /// <summary>Keep the configuration alone: no task, no group membership.</summary>
    Stopped,
}
