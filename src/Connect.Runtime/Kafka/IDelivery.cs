using Connect.Connectors;

namespace Connect.Runtime.Kafka;

/// <summary>What becomes of one produced record. Exactly one of the two calls comes, once, for every record that <see cref="IRecordProducer.TryProduce"/> took.</summary>
/// <remarks>The calls come from threads of the client, possibly from two at once, and before <see cref="IRecordProducer.TryProduce"/> returns. They must be short and must not throw.</remarks>
internal interface IDelivery
{
    /// <summary>The broker has the record.</summary>
    /// <param name="metadata">Where; partition and offset are -1 unless the producer was made with metadata.</param>
    void OnDelivered(in RecordMetadata metadata);

    /// <summary>The record is not, or not surely, in Kafka, and the client has given up.</summary>
    /// <param name="error">Why.</param>
    void OnFailed(KafkaClientException error);
}
