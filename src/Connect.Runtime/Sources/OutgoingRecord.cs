using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;

namespace Connect.Runtime.Sources;

/// <summary>A record of a source on its way to Kafka: takes the producer's answer, and knows its place in the offsets.</summary>
/// <param name="submitted">Its place in the offsets.</param>
/// <param name="answers">Decides what the producer's answer means.</param>
internal sealed class OutgoingRecord(SubmittedRecord<OutgoingRecord> submitted, SourceDeliveries answers) : Delivery
{
    /// <inheritdoc/>
    public override bool IsPooled => true;

    /// <summary>The record as the task returned it; null where nobody asks.</summary>
    public SourceRecord? Record { get; set; }

    /// <summary>Says that the record is in Kafka, or was left out on purpose. The object must not be touched afterwards: it may serve another record at once.</summary>
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
