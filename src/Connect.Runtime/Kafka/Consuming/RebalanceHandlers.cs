using Confluent.Kafka;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>Who is told of changes of the assignment, on the polling thread.</summary>
/// <param name="Assigned">Partitions arrive; answers where to begin.</param>
/// <param name="Revoked">Partitions leave.</param>
/// <param name="Lost">Partitions have left.</param>
internal sealed record RebalanceHandlers(
    Func<List<KafkaTopicPartition>, IEnumerable<TopicPartitionOffset>> Assigned, Action<List<TopicPartitionOffset>> Revoked, Action<List<TopicPartitionOffset>> Lost);
