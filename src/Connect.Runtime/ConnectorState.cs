namespace Connect.Runtime;

/// <summary>What a connector does. Over REST and in the status topic: the name in capitals.</summary>
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

    /// <summary>It has failed; its trace says why. Only a restart or a new configuration brings it back.</summary>
    Failed,

    /// <summary>A restart has been asked for.</summary>
    Restarting,

    /// <summary>It is deleted; never shown.</summary>
    Destroyed,
}
