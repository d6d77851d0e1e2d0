using Confluent.Kafka;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;

namespace Connect.Runtime.Kafka.Membership;

/// <summary>The callbacks of a group member's client.</summary>
/// <param name="Assigned">A rebalance has ended and assigned these partitions, often none. On the polling thread.</param>
/// <param name="Revoked">Partitions are revoked. On the polling thread.</param>
/// <param name="Lost">Partitions were lost. On the polling thread.</param>
/// <param name="Statistics">Statistics as JSON. On the polling thread.</param>
/// <param name="Failed">An error that the client retries. On the polling thread.</param>
/// <param name="Line">A log line. On any thread, also while nothing polls.</param>
internal sealed record PresenceCallbacks(
    Action<IConsumer<byte[]?, byte[]?>, List<KafkaTopicPartition>> Assigned,
    Action<List<TopicPartitionOffset>> Revoked,
    Action<List<TopicPartitionOffset>> Lost,
    Action<string> Statistics,
    Action<Error> Failed,
    Action<LogMessage> Line);
