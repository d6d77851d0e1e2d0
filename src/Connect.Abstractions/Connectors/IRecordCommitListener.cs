namespace Connect.Connectors;

/// <summary>Implemented by a source task that needs a notification for each record: when Kafka has acknowledged it, or when it was skipped or
/// dropped.</summary>
/// <remarks>It costs one call per record. A task that needs only the stored offsets uses <see cref="ISourceTask.CommitAsync"/>. Corresponds to
/// <c>SourceTask.commitRecord</c>.</remarks>
public interface IRecordCommitListener
{
    /// <summary>Called for each record, in the order of acknowledgement, on a thread of the producer: return quickly.</summary>
    /// <param name="record">The record as the task returned it, before any transform.</param>
    /// <param name="metadata">Its place in Kafka; null if a transform dropped it, or if it was skipped because of a tolerated error.</param>
    /// <exception cref="Exception">Logged; otherwise ignored.</exception>
    void OnRecordCommitted(SourceRecord record, RecordMetadata? metadata);
}
