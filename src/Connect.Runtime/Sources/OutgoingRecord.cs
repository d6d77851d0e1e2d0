using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;

namespace Connect.Runtime.Sources;

/// <summary>A record of a source on its way to Kafka: its place in the offsets, and what to do when the producer answers.</summary>
internal sealed class OutgoingRecord(SourceDeliveries deliveries) : SubmittedRecord
{
    /// <summary>The record as the task returned it; null where nobody asks.</summary>
    public SourceRecord? Record { get; set; }

    /// <inheritdoc/>
    public override void OnDelivered(in RecordMetadata metadata) => deliveries.Delivered(this, metadata);

    /// <inheritdoc/>
    public override void OnFailed(KafkaClientException error) => deliveries.Failed(this, error);

    /// <inheritdoc/>
    protected internal override void Reset()
    {
        base.Reset();
        if (Record is not null)
            Record = null;
    }
}
