namespace Connect.Connectors;

/// <summary>Whether a source connector delivers exactly once on a worker that supports it.</summary>
public enum ExactlyOnceSupport
{
    /// <summary>It does, with the configuration at hand.</summary>
    Supported,

    /// <summary>It does not, with the configuration at hand.</summary>
    Unsupported,
}
