namespace Connect.Runtime.Tasks;

/// <summary>A step that brings a connector to its target state.</summary>
internal enum ConnectorStep
{
    /// <summary>Nothing to do.</summary>
    None,

    /// <summary>Call its start.</summary>
    Start,

    /// <summary>Call its stop.</summary>
    Stop,

    /// <summary>Only report the new state: the connector was never started, or is already stopped.</summary>
    Report,

    /// <summary>Nothing can be done: the connector has failed.</summary>
    Refuse,
}
