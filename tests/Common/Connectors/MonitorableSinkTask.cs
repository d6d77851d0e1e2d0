using Connect.Connectors;

namespace Connect.Tests.Connectors;

/// <summary>A task of <see cref="MonitorableSink"/>.</summary>
public sealed class MonitorableSinkTask : SinkTask
{
    private readonly ConnectorHandles _handles;
    private ConnectorHandle _handle = null!;

    public MonitorableSinkTask(ConnectorHandles handles)
    {
        _handles = handles;
        handles.OnTaskMade?.Invoke();
    }

    public override string Version => "1.0-test";

    public override async ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken)
    {
        await base.StartAsync(context, cancellationToken);
        _handle = _handles[context.ConnectorName];
        _handle.Calls.Enqueue($"task-{context.TaskNumber}.start");
        _handle.OnTaskStart?.Invoke(context.TaskNumber);
        await _handle.StepAsync("start", null, cancellationToken);
    }

    public override async ValueTask OpenAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        _handle.Calls.Enqueue($"task-{Context.TaskNumber}.open({partitions.Count})");
        await _handle.StepAsync("open", null, cancellationToken);
    }

    public override async ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        if (_handle.OnPut is { } onPut)
            await onPut(records, Context, cancellationToken);
        foreach (var record in records)
        {
            _handle.Received.Enqueue(record);
            _handle.OnTaken?.Invoke(record);
        }
    }

    public override async ValueTask<IReadOnlyDictionary<TopicPartition, long>> PreCommitAsync(
        IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        _handle.Calls.Enqueue($"task-{Context.TaskNumber}.preCommit");
        _handle.PreCommits.Enqueue(offsets);
        await _handle.StepAsync("preCommit", null, cancellationToken);
        return _handle.OnPreCommit?.Invoke(offsets) ?? offsets;
    }

    public override async ValueTask CloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        _handle.Calls.Enqueue($"task-{Context.TaskNumber}.close({partitions.Count})");
        await _handle.StepAsync("close", null, cancellationToken);
    }

    public override async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        _handle.Calls.Enqueue($"task-{Context.TaskNumber}.stop");
        await _handle.StepAsync("stop", null, cancellationToken);
    }
}
