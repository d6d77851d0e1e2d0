namespace Connect.Tests.Brokers;

/// <summary>Where a test broker comes from.</summary>
public enum BrokerKind
{
    /// <summary>Named by <c>KAFKA_BOOTSTRAP</c>.</summary>
    Given,

    /// <summary>Started from a Kafka distribution.</summary>
    Local,

    /// <summary>Started in a container.</summary>
    Container,

    /// <summary>librdkafka's mock cluster in this process.</summary>
    Embedded,
}
