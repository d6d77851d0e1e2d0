namespace Connect.Runtime.Kafka;

/// <summary>What a Kafka error means to the engine.</summary>
internal enum KafkaErrorKind
{
    /// <summary>Nothing more exact is known.</summary>
    Other,

    /// <summary>It may pass: a broker is away, a leader moves, a call took too long.</summary>
    Transient,

    /// <summary>A record is larger than client, topic or broker allow.</summary>
    RecordTooLarge,

    /// <summary>The topic or partition does not exist.</summary>
    UnknownTopicOrPartition,

    /// <summary>The principal may not do this.</summary>
    NotAuthorized,

    /// <summary>The broker refused who we say we are.</summary>
    AuthenticationFailed,

    /// <summary>Another client has taken this one's place (transactional id, producer epoch or group instance).</summary>
    Fenced,

    /// <summary>The topic exists already.</summary>
    TopicAlreadyExists,

    /// <summary>The offset asked for is not in the partition: retention, a deletion of records or a new topic of the same name took it away.</summary>
    OffsetOutOfRange,

    /// <summary>The broker, or this client, does not know the call.</summary>
    Unsupported,

    /// <summary>The group has members, or its members speak another protocol.</summary>
    GroupConflict,

    /// <summary>The group, or an offset of it, does not exist.</summary>
    UnknownGroup,

    /// <summary>The call's arguments are not valid: a topic name, a partition count, a topic setting.</summary>
    InvalidRequest,

    /// <summary>The client was closed before there was a result.</summary>
    Closed,
}
