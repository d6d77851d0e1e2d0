namespace Connect.Runtime.Tasks;

/// <summary>What has to be done to bring a connector to its target.</summary>
internal enum ConnectorStep
{
    /// <summary>Nothing: it is there.</summary>
    None,

    /// <summary>Call its start.</summary>
    Start,

    /// <summary>Call its stop.</summary>
    Stop,

    /// <summary>Call nothing, only say the new state: it was never started, or is stopped already.</summary>
    Tell,

    /// <summary>Nothing can be done: it has failed.</summary>
    Refuse,
}
