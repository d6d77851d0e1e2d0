namespace Connect.Integration.Tests.Faults;

/// <summary>Which way the records go.</summary>
internal enum FaultSide
{
    /// <summary>Into Kafka.</summary>
    Source,

    /// <summary>Out of Kafka.</summary>
    Sink,
}
