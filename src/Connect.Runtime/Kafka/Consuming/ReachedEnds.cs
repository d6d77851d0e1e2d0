using System.Collections.Concurrent;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;
using TopicPartition = Connect.Connectors.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>The ends of partitions that a consumer has reached. An end is published after the records before it.</summary>
/// <remarks>Used only by the consumer's thread, except <see cref="Find"/>.</remarks>
internal sealed class ReachedEnds
{
    private readonly ConcurrentDictionary<TopicPartition, long> _published = new();
    private readonly Dictionary<TopicPartition, long> _pending = [];

    /// <summary>The end of a partition that was published last; null for none. Thread-safe.</summary>
    public long? Find(TopicPartition partition) => _published.TryGetValue(partition, out var offset) ? offset : null;

    /// <summary>Records that the end of a partition was reached.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">Its end: the offset of the next record.</param>
    public void Reach(KafkaTopicPartition partition, long offset) => _pending[Ours(partition)] = offset;

    /// <summary>Publishes what was recorded: the records before the ends are in the task's queue.</summary>
    public void Publish()
    {
        if (_pending.Count == 0)
            return;
        foreach (var (partition, offset) in _pending)
            _published[partition] = offset;
        _pending.Clear();
    }

    /// <summary>Forgets the end of a partition that is now read from another offset.</summary>
    public void Forget(KafkaTopicPartition partition)
    {
        _pending.Remove(Ours(partition));
        _published.TryRemove(Ours(partition), out _);
    }

    private static TopicPartition Ours(KafkaTopicPartition partition) => new(partition.Topic, partition.Partition.Value);
}
