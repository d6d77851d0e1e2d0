using KafkaTopicPartition = Confluent.Kafka.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>For each partition, the offset of the next record. The client does not know it after a seek, until a record arrives.</summary>
/// <remarks>Used only by the consumer's thread.</remarks>
internal sealed class PartitionPositions
{
    private readonly Dictionary<KafkaTopicPartition, long> _next = [];
    private string? _topic;
    private KafkaTopicPartition? _current;
    private long _currentNext;

    /// <summary>All partitions with their positions.</summary>
    public IReadOnlyDictionary<KafkaTopicPartition, long> All
    {
        get
        {
            Settle();
            return _next;
        }
    }

    /// <summary>Whether a partition is assigned.</summary>
    /// <param name="partition">The partition.</param>
    public bool Contains(KafkaTopicPartition partition) => _next.ContainsKey(partition);

    /// <summary>Sets a partition's position.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="next">The offset of its next record.</param>
    public void Set(KafkaTopicPartition partition, long next)
    {
        Settle();
        _next[partition] = next;
    }

    /// <summary>Forgets a partition.</summary>
    /// <param name="partition">The partition.</param>
    public void Remove(KafkaTopicPartition partition)
    {
        Settle();
        _next.Remove(partition);
    }

    /// <summary>Advances past a record.</summary>
    /// <param name="record">The record.</param>
    public void Advance(in ConsumedRecord record)
    {
        // Records come in runs of one partition: the map is accessed once per run.
        if (_current is null || _current.Partition.Value != record.Partition || !ReferenceEquals(_topic, record.Topic))
        {
            Settle();
            _topic = record.Topic;
            _current = new KafkaTopicPartition(record.Topic, record.Partition);
        }

        _currentNext = record.Offset + 1;
    }

    /// <summary>Reads a partition's position.</summary>
    /// <param name="partition">The partition.</param>
    /// <returns>-1 when it is not assigned.</returns>
    public long Get(KafkaTopicPartition partition)
    {
        Settle();
        return _next.GetValueOrDefault(partition, -1);
    }

    private void Settle()
    {
        if (_current is not null && _next.ContainsKey(_current))
            _next[_current] = _currentNext;
        _current = null;
    }
}
