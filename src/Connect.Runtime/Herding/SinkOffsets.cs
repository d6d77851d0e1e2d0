using System.Globalization;
using Connect.Connectors;

namespace Connect.Runtime.Herding;

/// <summary>Converts the offsets of sinks to and from the form of the REST API.</summary>
/// <remarks>Source of the texts: <c>org.apache.kafka.connect.util.SinkUtils</c>.</remarks>
internal static class SinkOffsets
{
    private const string TopicKey = "kafka_topic";
    private const string PartitionKey = "kafka_partition";
    private const string OffsetKey = "kafka_offset";

    /// <summary>Converts offsets for an answer, sorted by topic and partition.</summary>
    public static IReadOnlyList<ConnectorOffset> Show(IReadOnlyDictionary<TopicPartition, long> offsets) =>
        [.. offsets.OrderBy(entry => entry.Key.Topic, StringComparer.Ordinal).ThenBy(entry => entry.Key.Partition)
            .Select(entry => new ConnectorOffset(
            new SourcePartition([new(PartitionKey, (long)entry.Key.Partition), new(TopicKey, entry.Key.Topic)]),
            new SourceOffset(OffsetKey, entry.Value)))];

    /// <summary>Parses the offsets of a request.</summary>
    /// <exception cref="BadRequestException">An offset is malformed.</exception>
    public static IReadOnlyDictionary<TopicPartition, long?> Read(IReadOnlyList<ConnectorOffset> offsets)
    {
        var read = new Dictionary<TopicPartition, long?>();
        foreach (var (partition, offset) in offsets)
            read[ReadPartition(partition)] = ReadOffset(offset);
        return read;
    }

    private static TopicPartition ReadPartition(IReadOnlyDictionary<string, object?>? partition)
    {
        if (partition is null)
            throw new BadRequestException("The partition for a sink connector offset cannot be null or missing");
        if (!partition.TryGetValue(TopicKey, out var topic) || !partition.TryGetValue(PartitionKey, out var number))
            throw new BadRequestException($"The partition for a sink connector offset must contain the keys '{TopicKey}' and '{PartitionKey}'");
        if (topic is null)
            throw new BadRequestException("Kafka topic names must be valid strings and may not be null");
        if (number is null)
            throw new BadRequestException("Kafka partitions must be valid numbers and may not be null");
        return int.TryParse(TextOf(number), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed)
            ? new TopicPartition(TextOf(topic), parsed)
            : throw new BadRequestException(
                $"Failed to parse the following Kafka partition value in the provided offsets: '{TextOf(number)}'. Partition values for sink "
                    + "connectors need to be integers.");
    }

    private static long? ReadOffset(IReadOnlyDictionary<string, object?>? offset)
    {
        if (offset is null)
            return null;
        if (!offset.TryGetValue(OffsetKey, out var value))
            throw new BadRequestException($"The offset for a sink connector should either be null or contain the key '{OffsetKey}'");
        return value is not null && long.TryParse(TextOf(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : throw new BadRequestException(
                $"Failed to parse the following Kafka offset value in the provided offsets: '{TextOf(value)}'. Offset values for sink connectors "
                    + "need to be integers.");
    }

    private static string TextOf(object? value) => Data.JavaText.Of(value);
}
