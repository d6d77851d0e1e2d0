using System.Globalization;
using Connect.Data;

namespace Connect.Connectors;

/// <summary>A record read from Kafka for a sink task.</summary>
/// <remarks>Transforms may change topic and partition. <see cref="OriginalTopic"/>, <see cref="OriginalPartition"/> and <see cref="OriginalOffset"/>
/// keep the record's place in Kafka; offsets are committed by them. Corresponds to <c>org.apache.kafka.connect.sink.SinkRecord</c>.</remarks>
public sealed record SinkRecord : ConnectRecord
{
    /// <summary>Creates a record; its original place is the given topic, partition and offset.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="keySchema">The key's schema; null for none.</param>
    /// <param name="key">The key.</param>
    /// <param name="valueSchema">The value's schema; null for none.</param>
    /// <param name="value">The value.</param>
    /// <param name="offset">The offset in the partition.</param>
    /// <param name="timestamp">Milliseconds since 1970-01-01T00:00:00Z; null for none.</param>
    /// <param name="timestampType">The meaning of the timestamp.</param>
    /// <param name="headers">The headers. A <see cref="ConnectHeaders"/> is used directly, any other collection is copied; null for none.</param>
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

    /// <summary>The meaning of the timestamp.</summary>
    public TimestampType TimestampType { get; init; }

    /// <summary>The topic from which the record was read, even if a transform has changed <see cref="ConnectRecord.Topic"/>.</summary>
    public string OriginalTopic { get; init; }

    /// <summary>The partition from which the record was read, even if a transform has changed <see cref="ConnectRecord.Partition"/>.</summary>
    public int OriginalPartition { get; init; }

    /// <summary>The offset at which the record was read.</summary>
    public long OriginalOffset { get; init; }

    /// <summary>A reference that the runtime attaches to a delivered record and its copies; not part of equality.</summary>
    internal object? Origin { get; init; }

    private protected override bool RequiresPartition => true;

    /// <summary>Whether the other record is equal, including offset, timestamp type and original place.</summary>
    /// <param name="other">The other record.</param>
    /// <returns>True if they are equal.</returns>
    public bool Equals(SinkRecord? other) => base.Equals(other)
        && Offset == other!.Offset
        && TimestampType == other.TimestampType
        && string.Equals(OriginalTopic, other.OriginalTopic, StringComparison.Ordinal)
        && OriginalPartition == other.OriginalPartition
        && OriginalOffset == other.OriginalOffset;

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(base.GetHashCode(), Offset, TimestampType, OriginalTopic, OriginalPartition, OriginalOffset);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"SinkRecord{{kafkaOffset={Offset}, timestampType={TimestampType}, originalTopic={OriginalTopic}, "
            + $"originalKafkaPartition={OriginalPartition}, originalKafkaOffset={OriginalOffset}}} {base.ToString()}");
}
