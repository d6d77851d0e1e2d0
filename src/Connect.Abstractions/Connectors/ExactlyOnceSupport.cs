namespace Connect.Connectors;

/// <summary>Whether a source connector supports exactly-once delivery on a worker that has it enabled.</summary>
public enum ExactlyOnceSupport
{
    /// <summary>Supported with the given configuration.</summary>
    Supported,

    /// <summary>Not supported with the given configuration.</summary>
    Unsupported,
}
