namespace Connect.Runtime;

/// <summary>The state that a user wants a connector to have. Its status shows the actual state.</summary>
public enum TargetState
{
    /// <summary>Run.</summary>
    Started,

    /// <summary>Keep the tasks, but process no records.</summary>
    Paused,

    /// <summary>Keep only the configuration: no tasks, no group membership.</summary>
    Stopped,
}
