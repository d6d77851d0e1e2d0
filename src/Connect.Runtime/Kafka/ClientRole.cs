namespace Connect.Runtime.Kafka;

/// <summary>What a client does for its connector or worker.</summary>
internal enum ClientRole
{
    /// <summary>Sends the records of a source task.</summary>
    SourceProducer,

    /// <summary>Reads the records of a sink task.</summary>
    SinkConsumer,

    /// <summary>Creates topics for a source task.</summary>
    TopicAdmin,

    /// <summary>Sends the dead letters of a sink task.</summary>
    DeadLetterProducer,

    /// <summary>Creates the dead-letter topic of a sink task, before the task starts.</summary>
    DeadLetterAdmin,

    /// <summary>Reads and changes a connector's group for the REST API.</summary>
    OffsetsAdmin,

    /// <summary>Asks about the cluster for the worker itself.</summary>
    WorkerAdmin,
}
