using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Errors;

/// <summary>Which record a task is at: what an error report needs to know. One instance a task, used by its flow alone.</summary>
/// <remarks>Setting it costs two references a record; nothing is copied unless there is an error.</remarks>
internal sealed class ProcessingContext(ConnectorTaskId task)
{
    private SourceRecord? _source;
    private ArraySegment<ConsumedRecord> _batch;
    private int _index;

    /// <summary>Goes to a record of a source.</summary>
    public void MoveTo(SourceRecord record) => _source = record;

    /// <summary>Goes to a record of a batch that was read from Kafka.</summary>
    public void MoveTo(ArraySegment<ConsumedRecord> batch, int index)
    {
        _batch = batch;
        _index = index;
    }

    /// <summary>Makes a report of the record that the task is at.</summary>
    public ErrorReport Report(Stage stage, string className, Exception error) =>
        new(task, stage, className, error, _source, _batch.Array is null ? null : _batch[_index]);
}
