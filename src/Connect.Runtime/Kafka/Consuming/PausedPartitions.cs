using Confluent.Kafka;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>Pauses and resumes the client's partitions as required: those that the task holds back, and all while the task is behind.</summary>
/// <remarks>Used only by the consumer's thread. The client discards the fetched records of a partition that it pauses, so pause only if waiting does
/// not help.</remarks>
/// <param name="consumer">The client.</param>
internal sealed class PausedPartitions(IConsumer<byte[]?, byte[]?> consumer)
{
    private readonly HashSet<KafkaTopicPartition> _assigned = [];

    // The known state of the client's partitions. The library keeps a pause over a rebalance, so the state of a newly assigned partition is unknown
    // and is always set.
    private readonly Dictionary<KafkaTopicPartition, bool> _inClient = [];

    private bool _isSettled;
    private bool _heldBack;
    private DeliveryHold? _hold;

    /// <summary>Whether everything is held back.</summary>
    public bool HoldsBack { get; private set; }

    /// <summary>Adds partitions; they are not paused.</summary>
    /// <param name="partitions">The partitions.</param>
    public void Assign(IEnumerable<KafkaTopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _assigned.Add(partition);
            _inClient.Remove(partition);
        }

        _isSettled = false;
    }

    /// <summary>Forgets partitions.</summary>
    /// <param name="partitions">The partitions.</param>
    public void Unassign(IEnumerable<KafkaTopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _assigned.Remove(partition);
            _inClient.Remove(partition);
        }
    }

    /// <summary>Sets whether everything is held back.</summary>
    /// <param name="holdsBack">Whether it is.</param>
    public void HoldBack(bool holdsBack) => HoldsBack = holdsBack;

    /// <summary>Applies the changes to the client. Call it before each poll, because the client may refuse while a partition is being assigned or
    /// revoked.</summary>
    /// <param name="hold">The partitions that the task holds back.</param>
    public void Apply(DeliveryHold hold)
    {
        if (_isSettled && HoldsBack == _heldBack && ReferenceEquals(hold, _hold))
            return;
        (_isSettled, _heldBack, _hold) = (true, HoldsBack, hold);
        foreach (var partition in _assigned)
        {
            var isWanted = HoldsBack || hold.Includes(new Connectors.TopicPartition(partition.Topic, partition.Partition.Value));
            if (_inClient.TryGetValue(partition, out var isPaused) && isPaused == isWanted)
                continue;
            if (TrySet(partition, isWanted))
                _inClient[partition] = isWanted;
            else
                _isSettled = false;
        }
    }

    private bool TrySet(KafkaTopicPartition partition, bool isPaused)
    {
        try
        {
            if (isPaused)
                consumer.Pause([partition]);
            else
                consumer.Resume([partition]);
            return true;
        }
        catch (KafkaException e) when (KafkaErrors.KindOf(e.Error.Code) is KafkaErrorKind.UnknownTopicOrPartition
            || e.Error.Code == ErrorCode.Local_State)
        {
            // It is being assigned or revoked; repeated before the next poll.
            return false;
        }
    }
}
