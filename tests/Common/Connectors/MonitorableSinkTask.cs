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
    }

    public override ValueTask OpenAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        _handle.Calls.Enqueue($"task-{Context.TaskNumber}.open({partitions.Count})");
        return ValueTask.CompletedTask;
    }

    public override async ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        if (_handle.OnPut is { } onPut)
            await onPut(records, Context, cancellationToken);
        foreach (var record in records)
            _handle.Received.Enqueue(record);
    }

    public override ValueTask<IReadOnlyDictionary<TopicPartition, long>> PreCommitAsync(
        IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken)
    {
        _handle.Calls.Enqueue($"task-{Context.TaskNumber}.preCommit");
        _handle.PreCommits.Enqueue(offsets);
        return ValueTask.FromResult(_handle.OnPreCommit?.Invoke(offsets) ?? offsets);
    }

    public override ValueTask CloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        _handle.Calls.Enqueue($"task-{Context.TaskNumber}.close({partitions.Count})");
        return ValueTask.CompletedTask;
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        _handle.Calls.Enqueue($"task-{Context.TaskNumber}.stop");
        return ValueTask.CompletedTask;
    }
}
