namespace Connect.Runtime.Tasks;

/// <summary>What a task's loop is currently waiting for.</summary>
internal enum TaskCall
{
    /// <summary>Nothing that could hang.</summary>
    None,

    /// <summary>The constructors of the task, its converters and its transforms, and the providers of its variables.</summary>
    Create,

    /// <summary>What the task needs before it starts: stored offsets, the dead letter queue.</summary>
    Prepare,

    /// <summary>The task's start.</summary>
    Start,

    /// <summary>A source task's poll.</summary>
    Poll,

    /// <summary>Transforms and converters.</summary>
    Convert,

    /// <summary>The creation of a topic.</summary>
    CreateTopic,

    /// <summary>A sink task's open.</summary>
    Open,

    /// <summary>A sink task's put.</summary>
    Put,

    /// <summary>A sink task's preCommit or flush.</summary>
    Flush,

    /// <summary>A sink task's close.</summary>
    Close,

    /// <summary>A source task's commit.</summary>
    Commit,

    /// <summary>The task's stop.</summary>
    Stop,

    /// <summary>The start of a connector.</summary>
    ConnectorStart,

    /// <summary>The task configurations of a connector.</summary>
    TaskConfigs,

    /// <summary>The validation of a connector's configuration.</summary>
    Validate,
}
