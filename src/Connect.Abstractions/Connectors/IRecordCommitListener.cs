namespace Connect.Connectors;

/// <summary>Implemented by a source task that wants to hear of each record: when Kafka has acknowledged it, or when it was left out on purpose.</summary>
/// <remarks>It costs a call for each record; a task that needs the stored offsets alone has <see cref="ISourceTask.CommitAsync"/>. Corresponds to <c>SourceTask.commitRecord</c>.</remarks>
public interface IRecordCommitListener
{
    /// <summary>Says what became of one record. Called in the order of acknowledgement, on a thread of the producer: return soon.</summary>
    /// <param name="record">The record as the task returned it, before any transform.</param>
    /// <param name="metadata">Where it stands in Kafka; null when a transform dropped it, or an error was tolerated and it was skipped.</param>
    /// <exception cref="Exception">Logged, nothing else.</exception>
    void OnRecordCommitted(SourceRecord record, RecordMetadata? metadata);
}
