using Confluent.Kafka;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>Brings what the client has paused in line with what should be: what the task holds back, and everything while the task is behind.</summary>
/// <remarks>For the consumer's thread alone. The client throws away what it had fetched of a partition that it pauses: hold back only when waiting does not help.</remarks>
/// <param name="consumer">The client.</param>
internal sealed class PausedPartitions(IConsumer<byte[]?, byte[]?> consumer)
{
    private readonly HashSet<KafkaTopicPartition> _assigned = [];
    private readonly HashSet<KafkaTopicPartition> _inClient = [];

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

    /// <summary>Tells the client what has changed. To be called before each poll, because the client may refuse while a partition is on its way in or out.</summary>
    /// <param name="hold">What the task holds back.</param>
    public void Apply(DeliveryHold hold)
    {
        if (hold == DeliveryHold.None && !HoldsBack && _inClient.Count == 0)
            return;
        foreach (var partition in _assigned)
        {
            var isWanted = HoldsBack || hold.Includes(new Connectors.TopicPartition(partition.Topic, partition.Partition.Value));
            if (isWanted != _inClient.Contains(partition) && TrySet(partition, isWanted))
                _ = isWanted ? _inClient.Add(partition) : _inClient.Remove(partition);
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
        catch (KafkaException e) when (KafkaErrors.KindOf(e.Error.Code) is KafkaErrorKind.UnknownTopicOrPartition || e.Error.Code == ErrorCode.Local_State)
        {
            // It is on its way in or out; asked again before the next poll.
            return false;
        }
    }
}
