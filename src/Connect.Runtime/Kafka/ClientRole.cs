namespace Connect.Runtime.Kafka;

/// <summary>The purpose of a client.</summary>
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

    /// <summary>Queries the cluster for the worker itself.</summary>
    WorkerAdmin,

    /// <summary>Is the worker's member of its cluster's group.</summary>
    GroupMember,

    /// <summary>Writes what only the cluster's leader may write.</summary>
    LeaderProducer,

    /// <summary>Reads an internal topic: configurations, offsets, statuses or coordination.</summary>
    InternalTopicReader,

    /// <summary>Writes to an internal topic.</summary>
    InternalTopicWriter,
}
