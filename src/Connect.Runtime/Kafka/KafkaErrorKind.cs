namespace Connect.Runtime.Kafka;

/// <summary>The kinds of Kafka errors that the engine distinguishes.</summary>
internal enum KafkaErrorKind
{
    /// <summary>Any other error.</summary>
    Other,

    /// <summary>It may pass: a broker is unreachable, a leader moves, a call took too long.</summary>
    Transient,

    /// <summary>A record is larger than client, topic or broker allow.</summary>
    RecordTooLarge,

    /// <summary>The topic or partition does not exist.</summary>
    UnknownTopicOrPartition,

    /// <summary>The principal may not do this.</summary>
    NotAuthorized,

    /// <summary>The broker rejected the credentials.</summary>
    AuthenticationFailed,

    /// <summary>Another client has replaced this one (transactional id, producer epoch or group instance).</summary>
    Fenced,

    /// <summary>The topic exists already.</summary>
    TopicAlreadyExists,

    /// <summary>The requested offset is not in the partition: it was removed by retention, a deletion of records, or by recreating the
    /// topic.</summary>
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
