using Confluent.Kafka;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>Handlers for changes of the assignment, called on the polling thread.</summary>
/// <param name="Assigned">Partitions were assigned; returns the start offsets.</param>
/// <param name="Revoked">Partitions are revoked.</param>
/// <param name="Lost">Partitions were lost.</param>
internal sealed record RebalanceHandlers(
    Func<List<KafkaTopicPartition>, IEnumerable<TopicPartitionOffset>> Assigned, Action<List<TopicPartitionOffset>> Revoked,
    Action<List<TopicPartitionOffset>> Lost);
