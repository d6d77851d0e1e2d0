using Confluent.Kafka;

namespace Connect.Runtime.Kafka;

/// <summary>Converts the client's errors.</summary>
internal static class KafkaErrors
{
    /// <summary>Creates an exception for a client error.</summary>
    /// <param name="what">What failed; the reason is appended.</param>
    /// <param name="error">The client's error.</param>
    /// <param name="innerException">The client's exception, if there is one.</param>
    public static KafkaClientException Exception(string what, Error error, Exception? innerException = null)
        => new($"{what}: {error.Reason} ({error.Code})", KindOf(error.Code), (int)error.Code, error.IsFatal, innerException);

    /// <summary>The kind of an error code.</summary>
    /// <param name="code">The code.</param>
    public static KafkaErrorKind KindOf(ErrorCode code) => code switch
    {
        ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge => KafkaErrorKind.RecordTooLarge,
        ErrorCode.UnknownTopicOrPart or ErrorCode.UnknownTopicId or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition
            => KafkaErrorKind.UnknownTopicOrPartition,
        ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed
            or ErrorCode.TransactionalIdAuthorizationFailed or ErrorCode.DelegationTokenAuthorizationFailed => KafkaErrorKind.NotAuthorized,
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism or ErrorCode.IllegalSaslState
            or ErrorCode.Local_Ssl => KafkaErrorKind.AuthenticationFailed,
        ErrorCode.Local_Fenced or ErrorCode.ProducerFenced or ErrorCode.InvalidProducerEpoch or ErrorCode.FencedInstanceId
            or ErrorCode.TransactionCoordinatorFenced => KafkaErrorKind.Fenced,
        ErrorCode.TopicAlreadyExists => KafkaErrorKind.TopicAlreadyExists,
        ErrorCode.OffsetOutOfRange or ErrorCode.Local_AutoOffsetReset => KafkaErrorKind.OffsetOutOfRange,
        ErrorCode.UnsupportedVersion or ErrorCode.UnsupportedForMessageFormat or ErrorCode.Local_UnsupportedFeature or ErrorCode.Local_NotImplemented
            or ErrorCode.TopicDeletionDisabled or ErrorCode.SecurityDisabled => KafkaErrorKind.Unsupported,
        ErrorCode.InconsistentGroupProtocol or ErrorCode.NonEmptyGroup or ErrorCode.GroupSubscribedToTopic or ErrorCode.Local_UnknownProtocol
            => KafkaErrorKind.GroupConflict,
        ErrorCode.GroupIdNotFound or ErrorCode.Local_UnknownGroup => KafkaErrorKind.UnknownGroup,
        ErrorCode.TopicException or ErrorCode.InvalidPartitions or ErrorCode.InvalidReplicationFactor or ErrorCode.InvalidReplicaAssignment
            or ErrorCode.InvalidConfig or ErrorCode.InvalidRequest or ErrorCode.PolicyViolation or ErrorCode.InvalidTimestamp
                or ErrorCode.InvalidGroupId
            or ErrorCode.InvalidSessionTimeout or ErrorCode.InvalidRecord or ErrorCode.Local_InvalidArg => KafkaErrorKind.InvalidRequest,
        ErrorCode.Local_Destroy or ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight => KafkaErrorKind.Closed,
        _ => IsTransient(code) ? KafkaErrorKind.Transient : KafkaErrorKind.Other,
    };

    /// <summary>Whether the call may succeed later. <c>Local_NoEnt</c> is "No leaders found": right after a broker's start, partitions have
    /// none.</summary>
    private static bool IsTransient(ErrorCode code) => code
        is ErrorCode.Local_NoEnt or ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_TimedOut
        or ErrorCode.Local_TimedOutQueue
        or ErrorCode.Local_MsgTimedOut or ErrorCode.Local_WaitCoord or ErrorCode.Local_WaitCache or ErrorCode.Local_Resolve or ErrorCode.Local_Retry
        or ErrorCode.Local_QueueFull or ErrorCode.Local_InProgress or ErrorCode.Local_PrevInProgress or ErrorCode.Local_IsrInsuff
        or ErrorCode.Local_UnknownBroker or ErrorCode.Local_Outdated or ErrorCode.Local_DestroyBroker or ErrorCode.Local_Intr
        or ErrorCode.LeaderNotAvailable or ErrorCode.NotLeaderForPartition or ErrorCode.RequestTimedOut or ErrorCode.BrokerNotAvailable
        or ErrorCode.ReplicaNotAvailable or ErrorCode.NetworkException or ErrorCode.GroupLoadInProgress or ErrorCode.GroupCoordinatorNotAvailable
        or ErrorCode.NotCoordinatorForGroup or ErrorCode.NotEnoughReplicas or ErrorCode.NotEnoughReplicasAfterAppend
        or ErrorCode.RebalanceInProgress or ErrorCode.NotController or ErrorCode.ConcurrentTransactions or ErrorCode.KafkaStorageError
        or ErrorCode.ReassignmentInProgress or ErrorCode.FetchSessionIdNotFound or ErrorCode.InvalidFetchSessionEpoch or ErrorCode.FencedLeaderEpoch
        or ErrorCode.UnknownLeaderEpoch or ErrorCode.StaleBrokerEpoch or ErrorCode.OffsetNotAvailable or ErrorCode.PreferredLeaderNotAvailable
        or ErrorCode.EligibleLeadersNotAvailable or ErrorCode.UnstableOffsetCommit or ErrorCode.ThrottlingQuotaExceeded;
}
