namespace Connect.Runtime;

/// <summary>The state of a connector. Over REST and in the status topic it is the name in capitals.</summary>
public enum ConnectorState
{
    /// <summary>No worker has it.</summary>
    Unassigned,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It is paused.</summary>
    Paused,

    /// <summary>It is stopped and has no task.</summary>
    Stopped,

    /// <summary>It has failed; its trace says why. Restart it or change its configuration to recover.</summary>
    Failed,

    /// <summary>A restart was requested.</summary>
    Restarting,

    /// <summary>It is deleted; never shown.</summary>
    Destroyed,
}
