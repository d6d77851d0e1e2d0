using Confluent.Kafka;
using Connect.Runtime.Kafka.Translation;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>Looks up the start offsets of partitions. Its calls block; used on the consumer's thread.</summary>
/// <param name="consumer">The client.</param>
/// <param name="config">Its configuration.</param>
/// <param name="time">The clock.</param>
internal sealed class OffsetLookup(IConsumer<byte[]?, byte[]?> consumer, TranslatedConfig config, TimeProvider time)
{
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(10);

    private TimeSpan Timeout => config.ApiTimeout < Attempt ? config.ApiTimeout : Attempt;

    /// <summary>Finds the relevant error: the error of a partition, if the client only reports that some failed.</summary>
    /// <param name="exception">The client's exception.</param>
    public static Error ErrorOf(KafkaException exception)
        => exception is TopicPartitionOffsetException parts && parts.Results.Find(part => part.Error.IsError) is { } failed
            ? failed.Error : exception.Error;

    /// <summary>Finds the committed offsets; for partitions without one, the offset according to <c>auto.offset.reset</c>.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <exception cref="KafkaClientException">There is no committed offset and <c>auto.offset.reset</c> is <c>none</c>.</exception>
    /// <exception cref="KafkaException">A broker could not be queried.</exception>
    public List<TopicPartitionOffset> FindStarts(IReadOnlyCollection<KafkaTopicPartition> partitions)
    {
        if (partitions.Count == 0)
            return [];
        return [.. consumer.Committed(partitions, Timeout).Select(committed => committed.Offset.Value >= 0
            ? committed
            : new TopicPartitionOffset(committed.TopicPartition, FindReset(committed.TopicPartition)))];
    }

    /// <summary>Finds the offset according to <c>auto.offset.reset</c>.</summary>
    /// <param name="partition">The partition.</param>
    /// <exception cref="KafkaClientException"><c>auto.offset.reset</c> is <c>none</c>.</exception>
    /// <exception cref="KafkaException">A broker could not be queried.</exception>
    public Offset FindReset(KafkaTopicPartition partition)
    {
        switch (config.Reset.Kind)
        {
            case OffsetResetKind.Earliest:
                return FindWatermarks(partition).Low;
            case OffsetResetKind.Latest:
                return FindWatermarks(partition).High;
            case OffsetResetKind.ByDuration:
                var from = time.GetUtcNow() - config.Reset.Age;
                var found = consumer.OffsetsForTimes([new TopicPartitionTimestamp(partition, new Timestamp(from))], Timeout)[0].Offset;
                return found.Value >= 0 ? found : FindWatermarks(partition).High;
            default:
                throw new KafkaClientException(
                    $"Partition {partition.Topic}-{partition.Partition.Value} has no committed offset, and auto.offset.reset is none. Set an offset, "
                        + "or change auto.offset.reset.",
                    KafkaErrorKind.OffsetOutOfRange);
        }
    }

    /// <summary>Queries the partition's leader for its first offset and its end.</summary>
    /// <param name="partition">The partition.</param>
    /// <exception cref="KafkaException">A broker could not be queried.</exception>
    public WatermarkOffsets FindWatermarks(KafkaTopicPartition partition) => consumer.QueryWatermarkOffsets(partition, Timeout);
}
