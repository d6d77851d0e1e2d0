using Connect.Connectors;
using Connect.Data;

namespace Connect.Integration.Tests.Avro;

public sealed class StreamSourceTask(RecordStream stream) : SourceTask
{
    private string _topic = "";

    public override ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        _topic = context.Properties["topic"]!;
        return base.StartAsync(context, cancellationToken);
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken)
    {
        await stream.Outgoing.Reader.WaitToReadAsync(cancellationToken);
        var records = new List<SourceRecord>();
        while (stream.Outgoing.Reader.TryRead(out var value))
            records.Add(new SourceRecord(null, null, _topic, value.Schema, value) { KeySchema = Schema.Int64, Key = value["id"] });

        return records;
    }
}
