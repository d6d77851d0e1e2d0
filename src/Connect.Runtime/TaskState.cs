namespace Connect.Runtime;

/// <summary>The state of a task. Over REST and in the status topic it is the name in capitals.</summary>
public enum TaskState
{
    /// <summary>No worker has it.</summary>
    Unassigned,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It is paused: it keeps its resources but processes no records.</summary>
    Paused,

    /// <summary>It has failed; its trace says why. Restart it or change the configuration to recover.</summary>
    Failed,

    /// <summary>A restart was requested.</summary>
    Restarting,

    /// <summary>It is deleted; never shown.</summary>
    Destroyed,
}
