namespace Connect.Runtime;

/// <summary>The type of a connector. Over REST: <c>source</c>, <c>sink</c>, <c>unknown</c>.</summary>
public enum ConnectorType
{
    /// <summary>Its class is not known to this worker.</summary>
    Unknown,

    /// <summary>Into Kafka.</summary>
    Source,

    /// <summary>Out of Kafka.</summary>
    Sink,
}
