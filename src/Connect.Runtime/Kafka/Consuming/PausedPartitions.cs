using Confluent.Kafka;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>Brings what the client has paused in line with what should be: what the task asked for, and everything while the task is behind.</summary>
/// <remarks>For the consumer's thread alone. The client throws away what it had fetched of a partition that it pauses: hold back only when waiting does not help.</remarks>
/// <param name="consumer">The client.</param>
internal sealed class PausedPartitions(IConsumer<byte[]?, byte[]?> consumer)
{
    private readonly HashSet<KafkaTopicPartition> _assigned = [];
    private readonly HashSet<KafkaTopicPartition> _byTask = [];
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
            _byTask.Remove(partition);
            _inClient.Remove(partition);
        }
    }

    /// <summary>Sets what the task asks for.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <param name="isPaused">Whether they are to be paused.</param>
    public void SetByTask(IEnumerable<KafkaTopicPartition> partitions, bool isPaused)
    {
        foreach (var partition in partitions)
        {
            if (isPaused)
                _byTask.Add(partition);
            else
                _byTask.Remove(partition);
        }

        Apply();
    }

    /// <summary>Sets whether everything is held back.</summary>
    /// <param name="holdsBack">Whether it is.</param>
    public void HoldBack(bool holdsBack)
    {
        HoldsBack = holdsBack;
        Apply();
    }

    /// <summary>Tells the client what has changed.</summary>
    public void Apply()
    {
        var wanted = HoldsBack ? _assigned : _byTask;
        foreach (var partition in _assigned)
        {
            if (wanted.Contains(partition) == _inClient.Contains(partition))
                continue;
            if (TrySet(partition, wanted.Contains(partition)))
                _ = wanted.Contains(partition) ? _inClient.Add(partition) : _inClient.Remove(partition);
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
