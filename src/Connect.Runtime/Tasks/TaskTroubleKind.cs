namespace Connect.Runtime.Tasks;

/// <summary>The problems that keep a running task from its work.</summary>
internal enum TaskTroubleKind
{
    /// <summary>Its offsets cannot be stored.</summary>
    OffsetsNotStored,

    /// <summary>Kafka is reachable, but a topic is missing or does not accept records.</summary>
    TopicNotUsable,

    /// <summary>A call of the connector, a converter or the runtime has not returned for a long time.</summary>
    CallNotReturned,

    /// <summary>A poll has not returned for a long time: the source has nothing new, or it hangs.</summary>
    PollNotReturned,

    /// <summary>The connector repeatedly asks for a retry (<see cref="RetriableConnectException"/>).</summary>
    RetriesRepeated,

    /// <summary>A converter or transform is retried for one record, because the schema registry is unreachable, for example.</summary>
    RecordRetried,

    /// <summary>The offsets of a sink cannot be committed.</summary>
    OffsetsNotCommitted,

    /// <summary>A client cannot reach Kafka. Statuses show it directly from the client's state.</summary>
    BrokerAway,

    /// <summary>A sink task has no partitions: it has nothing to do.</summary>
    NoPartitions,
}
