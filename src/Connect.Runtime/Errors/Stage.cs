namespace Connect.Runtime.Errors;

/// <summary>The processing step of a record that failed.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.runtime.errors.Stage</c>.</remarks>
internal enum Stage
{
    /// <summary>A source task reads.</summary>
    TaskPoll,

    /// <summary>A transform, or its predicate.</summary>
    Transformation,

    /// <summary>The converter of the key.</summary>
    KeyConverter,

    /// <summary>The converter of the value.</summary>
    ValueConverter,

    /// <summary>The converter of a header.</summary>
    HeaderConverter,

    /// <summary>A record is sent to Kafka.</summary>
    KafkaProduce,

    /// <summary>A record is read from Kafka.</summary>
    KafkaConsume,

    /// <summary>A sink task's put.</summary>
    TaskPut,
}
