using Connect.Data;

namespace Connect.Connectors;

/// <summary>A record from a source task, to be written to Kafka.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.source.SourceRecord</c>.</remarks>
public sealed record SourceRecord : ConnectRecord
{
    /// <summary>Creates a record.</summary>
    /// <param name="sourcePartition">The source partition of the record; null if no offset is kept for it.</param>
    /// <param name="sourceOffset">The source offset after this record; null for none.</param>
    /// <param name="topic">The topic to write to.</param>
    /// <param name="partition">The partition to write to; null if the producer chooses it.</param>
    /// <param name="keySchema">The key's schema; null for none.</param>
    /// <param name="key">The key.</param>
    /// <param name="valueSchema">The value's schema; null for none.</param>
    /// <param name="value">The value.</param>
    /// <param name="timestamp">Milliseconds since 1970-01-01T00:00:00Z; null for the time of writing.</param>
    /// <param name="headers">The headers. A <see cref="ConnectHeaders"/> is used directly, any other collection is copied; null for none.</param>
    public SourceRecord(
        SourcePartition? sourcePartition,
        SourceOffset? sourceOffset,
        string topic,
        int? partition,
        Schema? keySchema,
        object? key,
        Schema? valueSchema,
        object? value,
        long? timestamp = null,
        IEnumerable<ConnectHeader>? headers = null)
        : base(topic, partition, keySchema, key, valueSchema, value, timestamp, headers)
    {
        SourcePartition = sourcePartition;
        SourceOffset = sourceOffset;
    }

    /// <summary>Creates a record without a key.</summary>
    /// <param name="sourcePartition">The source partition of the record.</param>
    /// <param name="sourceOffset">The source offset after this record.</param>
    /// <param name="topic">The topic to write to.</param>
    /// <param name="valueSchema">The value's schema; null for none.</param>
    /// <param name="value">The value.</param>
    public SourceRecord(SourcePartition? sourcePartition, SourceOffset? sourceOffset, string topic, Schema? valueSchema, object? value)
        : this(sourcePartition, sourceOffset, topic, null, null, null, valueSchema, value)
    {
    }

    /// <summary>Creates a record with a key.</summary>
    /// <param name="sourcePartition">The source partition of the record.</param>
    /// <param name="sourceOffset">The source offset after this record.</param>
    /// <param name="topic">The topic to write to.</param>
    /// <param name="keySchema">The key's schema; null for none.</param>
    /// <param name="key">The key.</param>
    /// <param name="valueSchema">The value's schema; null for none.</param>
    /// <param name="value">The value.</param>
    public SourceRecord(
        SourcePartition? sourcePartition,
        SourceOffset? sourceOffset,
        string topic,
        Schema? keySchema,
        object? key,
        Schema? valueSchema,
        object? value)
        : this(sourcePartition, sourceOffset, topic, null, keySchema, key, valueSchema, value)
    {
    }

    /// <summary>The source partition of the record; null if no offset is kept for it.</summary>
    public SourcePartition? SourcePartition { get; init; }

    /// <summary>The source offset after this record; null for none.</summary>
    public SourceOffset? SourceOffset { get; init; }

    /// <summary>Whether the other record is equal, including source partition and source offset.</summary>
    /// <param name="other">The other record.</param>
    /// <returns>True if they are equal.</returns>
    public bool Equals(SourceRecord? other) => base.Equals(other)
        && Equals(SourcePartition, other!.SourcePartition)
        && Equals(SourceOffset, other.SourceOffset);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), SourcePartition, SourceOffset);

    /// <inheritdoc/>
    public override string ToString() =>
        $"SourceRecord{{sourcePartition={SourcePartition?.ToString() ?? "null"}, sourceOffset={SourceOffset?.ToString() ?? "null"}}} "
            + $"{base.ToString()}";
}
