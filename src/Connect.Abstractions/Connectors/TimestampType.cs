namespace Connect.Connectors;

/// <summary>The meaning of a Kafka record's timestamp.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.common.record.TimestampType</c>.</remarks>
public enum TimestampType
{
    /// <summary>There is no timestamp.</summary>
    NoTimestampType = -1,

    /// <summary>The producer set it.</summary>
    CreateTime = 0,

    /// <summary>The broker set it.</summary>
    LogAppendTime = 1,
}
