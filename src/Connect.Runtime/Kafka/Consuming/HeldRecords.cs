using Connect.Connectors;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>The partitions that a task has paused, and their records that were read before the pause took effect.</summary>
/// <remarks>Not safe for use from several threads.</remarks>
internal sealed class HeldRecords
{
    private readonly Dictionary<TopicPartition, List<ConsumedRecord>> _paused = [];

    /// <summary>Whether any partition is paused.</summary>
    public bool HasPaused => _paused.Count > 0;

    /// <summary>Tells whether a record is to be kept back.</summary>
    /// <param name="record">The record.</param>
    public bool IsPaused(ConsumedRecord record) => _paused.ContainsKey(new TopicPartition(record.Topic, record.Partition));

    /// <summary>Keeps a record.</summary>
    /// <param name="record">A record of a paused partition.</param>
    public void Add(ConsumedRecord record) => _paused[new TopicPartition(record.Topic, record.Partition)].Add(record);

    /// <summary>Pauses partitions.</summary>
    /// <param name="partitions">The partitions.</param>
    public void Pause(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
            _paused.TryAdd(partition, []);
    }

    /// <summary>Ends the pause of partitions.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <returns>Their records.</returns>
    public List<ConsumedRecord> Resume(IReadOnlyCollection<TopicPartition> partitions)
    {
        var released = new List<ConsumedRecord>();
        foreach (var partition in partitions)
        {
            if (_paused.Remove(partition, out var records))
                released.AddRange(records);
        }

        return released;
    }

    /// <summary>Drops the records of partitions; a pause goes on.</summary>
    /// <param name="partitions">The partitions.</param>
    public void Drop(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            if (_paused.TryGetValue(partition, out var records))
                records.Clear();
        }
    }

    /// <summary>Forgets partitions, and that they were paused.</summary>
    /// <param name="partitions">The partitions.</param>
    public void Forget(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
            _paused.Remove(partition);
    }
}
