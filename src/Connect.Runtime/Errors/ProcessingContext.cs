using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Errors;

/// <summary>The record that a task is currently processing, for error reports. Used only by the task's loop.</summary>
/// <remarks>Setting it stores two references per record; nothing is copied unless there is an error.</remarks>
internal sealed class ProcessingContext(ConnectorTaskId task)
{
    private SourceRecord? _source;
    private ArraySegment<ConsumedRecord> _batch;
    private int _index;

    /// <summary>Sets the current record of a source.</summary>
    public void MoveTo(SourceRecord record) => _source = record;

    /// <summary>Sets the current record of a batch read from Kafka.</summary>
    public void MoveTo(ArraySegment<ConsumedRecord> batch, int index)
    {
        _batch = batch;
        _index = index;
    }

    /// <summary>Creates a report of the record that the task is at.</summary>
    public ErrorReport Report(Stage stage, string className, Exception error) =>
        new(task, stage, className, error, _source, _batch.Array is null ? null : _batch[_index]);
}
