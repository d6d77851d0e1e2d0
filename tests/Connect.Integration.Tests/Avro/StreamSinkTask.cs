using Connect.Connectors;

namespace Connect.Integration.Tests.Avro;

public sealed class StreamSinkTask(RecordStream stream) : SinkTask
{
    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        stream.Receive(records);
        return ValueTask.CompletedTask;
    }
}
