using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;

namespace Connect.Runtime.Sources;

/// <summary>A source record in flight: receives the producer's result and refers to its entry in the offset tracker.</summary>
/// <param name="submitted">The record's entry in the offset tracker.</param>
/// <param name="answers">Handles the producer's result.</param>
internal sealed class OutgoingRecord(SubmittedRecord<OutgoingRecord> submitted, SourceDeliveries answers) : Delivery
{
    /// <inheritdoc/>
    public override bool IsPooled => true;

    /// <summary>The record as the task returned it; null if it is not needed.</summary>
    public SourceRecord? Record { get; set; }

    /// <summary>Marks the record as acknowledged: it is in Kafka, or was skipped deliberately. Do not use the object afterwards: it may be reused for
    /// another record.</summary>
    public void Acknowledge()
    {
        if (Record is not null)
            Record = null;
        submitted.Acknowledge();
    }

    /// <inheritdoc/>
    public override void OnDelivered(in RecordMetadata metadata) => answers.Delivered(this, metadata);

    /// <inheritdoc/>
    public override void OnFailed(KafkaClientException error) => answers.Failed(this, error);
}
