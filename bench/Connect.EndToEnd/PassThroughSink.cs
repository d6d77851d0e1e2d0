using Connect.Configuration;
using Connect.Connectors;

namespace Connect.EndToEnd;

/// <summary>A sink that only counts.</summary>
internal sealed class PassThroughSink : SinkConnector<PassThroughSinkTask>
{
    public override ConfigDef Config { get; } = new();
}

/// <summary>A task of <see cref="PassThroughSink"/>.</summary>
internal sealed class PassThroughSinkTask(Runs runs) : SinkTask
{
    private Run _run = null!;

    public override ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken)
    {
        _run = runs[context.ConnectorName];
        return base.StartAsync(context, cancellationToken);
    }

    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        _run.Add(records.Count);
        return ValueTask.CompletedTask;
    }
}
