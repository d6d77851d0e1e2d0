namespace Connect.Runtime.Herding.Distributed;

/// <summary>The operations of <see cref="IHerder"/> that only one worker of a cluster can execute.</summary>
internal enum HerderOperation
{
    /// <summary><see cref="IHerder.PutConnectorAsync"/>.</summary>
    PutConnector,

    /// <summary><see cref="IHerder.DeleteConnectorAsync"/>.</summary>
    DeleteConnector,

    /// <summary><see cref="IHerder.StopConnectorAsync"/>.</summary>
    StopConnector,

    /// <summary><see cref="IHerder.RestartConnectorAsync"/>.</summary>
    RestartConnector,

    /// <summary><see cref="IHerder.RestartTaskAsync"/>.</summary>
    RestartTask,

    /// <summary><see cref="IHerder.RestartAsync"/>.</summary>
    Restart,

    /// <summary><see cref="IHerder.ChangeOffsetsAsync"/>.</summary>
    ChangeOffsets,
}
