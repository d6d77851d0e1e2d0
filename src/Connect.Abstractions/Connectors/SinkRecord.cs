using System.Globalization;
using Connect.Data;

namespace Connect.Connectors;

/// <summary>A record that has been read from Kafka and that a sink task is to write.</summary>
/// <remarks>
/// Transforms may change topic and partition; <see cref="OriginalTopic"/>, <see cref="OriginalPartition"/> and <see cref="OriginalOffset"/> stay what Kafka said, and are what offsets go by.
/// Corresponds to <c>org.apache.kafka.connect.sink.SinkRecord</c>.
/// </remarks>
public sealed record SinkRecord : ConnectRecord
{
    /// <summary>Creates a record whose original place is the one given.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="keySchema">The key's schema; null for none.</param>
    /// <param name="key">The key.</param>
    /// <param name="valueSchema">The value's schema; null for none.</param>
    /// <param name="value">The value.</param>
    /// <param name="offset">The offset in the partition.</param>
    /// <param name="timestamp">Milliseconds since 1970-01-01T00:00:00Z; null for none.</param>
    /// <param name="timestampType">What the timestamp stands for.</param>
    /// <param name="headers">The headers; a <see cref="ConnectHeaders"/> is used as it is, anything else copied, null is none.</param>
    public SinkRecord(
        string topic,
        int partition,
        Schema? keySchema,
        object? key,
        Schema? valueSchema,
        object? value,
        long offset,
        long? timestamp = null,
        TimestampType timestampType = TimestampType.NoTimestampType,
        IEnumerable<ConnectHeader>? headers = null)
        : base(topic, partition, keySchema, key, valueSchema, value, timestamp, headers)
    {
        Offset = offset;
        TimestampType = timestampType;
        OriginalTopic = topic;
        OriginalPartition = partition;
        OriginalOffset = offset;
    }

    /// <summary>The offset in the partition.</summary>
    public long Offset { get; init; }

    /// <summary>What the timestamp stands for.</summary>
    public TimestampType TimestampType { get; init; }

    /// <summary>The topic from which the record was read, whatever a transform has made of <see cref="ConnectRecord.Topic"/>.</summary>
    public string OriginalTopic { get; init; }

    /// <summary>The partition from which the record was read, whatever a transform has made of <see cref="ConnectRecord.Partition"/>.</summary>
    public int OriginalPartition { get; init; }

    /// <summary>The offset at which the record was read.</summary>
    public long OriginalOffset { get; init; }

    /// <summary>What the runtime keeps with a record that it delivers, and with its copies; no part of equality.</summary>
    internal object? Origin { get; init; }

    private protected override bool RequiresPartition => true;

    /// <summary>Whether the other record has equal parts, offset, timestamp type and original place included.</summary>
    /// <param name="other">The other record.</param>
    /// <returns>True when they are equal.</returns>
    public bool Equals(SinkRecord? other) => base.Equals(other)
        && Offset == other!.Offset
        && TimestampType == other.TimestampType
        && string.Equals(OriginalTopic, other.OriginalTopic, StringComparison.Ordinal)
        && OriginalPartition == other.OriginalPartition
        && OriginalOffset == other.OriginalOffset;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Offset, TimestampType, OriginalTopic, OriginalPartition, OriginalOffset);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"SinkRecord{{kafkaOffset={Offset}, timestampType={TimestampType}, originalTopic={OriginalTopic}, originalKafkaPartition={OriginalPartition}, originalKafkaOffset={OriginalOffset}}} {base.ToString()}");
}
