using Confluent.Kafka;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;

namespace Connect.Runtime.Kafka.Membership;

/// <summary>Translates the client's callbacks and errors into membership events.</summary>
internal sealed partial class GroupPresence
{
    private void OnAssigned(IConsumer<byte[]?, byte[]?> consumer, List<KafkaTopicPartition> partitions)
    {
        var (member, generation) = (consumer.MemberId, GroupGeneration.Of(consumer));
        if (_lastTrouble is not null)
            Log.Recovered(_logger, _clientId, _config.GroupId);
        _lastTrouble = null;
        Update(status => status with { MemberId = member, Generation = generation, Trouble = null });
        if (member != _lastJoined)
        {
            _lastJoined = member;
            Log.Joined(_logger, _clientId, _config.GroupId, member, generation);
            Raise(new PresenceEvent.Joined(member, generation));
        }

        Raise(new PresenceEvent.MembershipChanged(generation));
        if (partitions.Count > 0)
            SetCandidate(true);
    }

    private void OnRevoked(List<TopicPartitionOffset> partitions)
    {
        if (partitions.Count > 0)
            SetCandidate(false);
    }

    private void OnLost(List<TopicPartitionOffset> partitions)
    {
        _lease.BeginDoubt("the group has revoked the coordination topic's partition");
        SetCandidate(false);
    }

    private void SetCandidate(bool isCandidate)
    {
        if (_status.IsCandidate == isCandidate)
            return;
        Update(status => status with { IsCandidate = isCandidate });
        _isPaused = false;
        Raise(isCandidate ? new PresenceEvent.Candidate(_status.Generation) : new PresenceEvent.CandidateGone());
    }

    private void OnStatistics(string statistics)
    {
        if (_proof.Read(statistics, _emptyAt) is { } sentAt)
        {
            _lease.Prove(sentAt);
            if (_status.Trouble is not null)
                Update(status => status with { Trouble = null });
        }

        if (_proof.Loss is { } loss)
            _lease.BeginDoubt($"the client reports: {loss}");
    }

    private void OnError(Error error)
    {
        if (KafkaErrors.KindOf(error.Code) is KafkaErrorKind.AuthenticationFailed or KafkaErrorKind.NotAuthorized)
            Trouble($"The worker cannot join group {_config.GroupId}: {error.Reason}");
    }

    private void OnLine(LogMessage line)
    {
        if (line.Facility is "SESSTMOUT" or "MAXPOLL")
            _lease.BeginDoubt(line.Message);
    }

    private void Handle(Error error)
    {
        if (error.IsFatal)
            throw new KafkaException(error);
        switch (error.Code)
        {
            case ErrorCode.Local_MaxPollExceeded:
                // librdkafka reports lost partitions seconds later, and never to a member without partitions.
                _lease.BeginDoubt(error.Reason);
                break;
            case ErrorCode.InconsistentGroupProtocol:
                Trouble(
                    $"Group {_config.GroupId} is in use by members of another protocol: a Java Connect cluster with this group.id, or consumers that "
                        + "are not workers. This worker joins when the last of them has left.");
                break;
            default:
                if (KafkaErrors.KindOf(error.Code) is KafkaErrorKind.Transient)
                    break;
                if (KafkaErrors.KindOf(error.Code) is KafkaErrorKind.UnknownTopicOrPartition)
                    Raise(new PresenceEvent.TopicMissing());
                Trouble($"The worker cannot join group {_config.GroupId}: {error.Reason}");
                break;
        }
    }

    /// <summary>Logs a problem once. The client reports it again every few seconds while it lasts.</summary>
    private void Trouble(string trouble)
    {
        Update(status => status with { Trouble = trouble });
        if (_lastTrouble == trouble)
            return;
        _lastTrouble = trouble;
        Log.Trouble(_logger, _clientId, trouble);
    }
}
