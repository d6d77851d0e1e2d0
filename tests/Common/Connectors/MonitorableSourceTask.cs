using System.Globalization;
using System.Text;
using Connect.Connectors;
using Connect.Data;

namespace Connect.Tests.Connectors;

/// <summary>A task of <see cref="MonitorableSource"/>.</summary>
public sealed class MonitorableSourceTask(ConnectorHandles handles) : SourceTask, IRecordCommitListener
{
    private ConnectorHandle _handle = null!;
    private SourcePartition _partition = null!;
    private string _topic = "";
    private long _next;
    private long _end;
    private int _batch;
    private bool _addsHeaders;

    public override string Version => "1.0-test";

    public override async ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken)
    {
        await base.StartAsync(context, cancellationToken);
        _handle = handles[context.ConnectorName];
        _handle.Calls.Enqueue($"task-{context.TaskNumber}.start");
        _handle.OnTaskStart?.Invoke(context.TaskNumber);
        await _handle.StepAsync("start", null, cancellationToken);
        _partition = new SourcePartition("task", context.TaskNumber);
        _topic = context.Properties["topic"]!;
        _end = Number("messages", 0) is > 0 and var messages ? messages : long.MaxValue;
        _batch = (int)Number("batch", 10);
        _addsHeaders = context.Properties.GetValueOrDefault("headers") == "true";
        var stored = await context.Offsets.GetOffsetAsync(_partition, cancellationToken);
        _next = stored is null ? 0 : (long)stored["n"]! + 1;
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken)
    {
        if (_handle.OnPoll is { } onPoll)
            await onPoll(_next, cancellationToken);
        if (_next >= _end)
        {
            if (Context.RunsToEnd)
            {
                Context.SignalEnd();
                return [];
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return [];
        }

        var records = new List<SourceRecord>();
        for (; records.Count < _batch && _next < _end; _next++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"value-{Context.TaskNumber}-{_next}");
            var record = new SourceRecord(
                _partition, new SourceOffset("n", _next), _topic, null, null, Encoding.UTF8.GetBytes($"key-{_next}"), null,
                Encoding.UTF8.GetBytes(text));
            if (_addsHeaders)
                record.Headers.AddBytes("h", Encoding.UTF8.GetBytes(text));
            records.Add(record);
            _handle.Sent.Enqueue(record);
        }

        return records;
    }

    public void OnRecordCommitted(SourceRecord record, RecordMetadata? metadata) => _handle.Committed.Enqueue((record, metadata));

    public override async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        _handle.Commit();
        await _handle.StepAsync("commit", null, cancellationToken);
    }

    public override async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        _handle.Calls.Enqueue($"task-{Context.TaskNumber}.stop");
        await _handle.StepAsync("stop", null, cancellationToken);
    }

    private long Number(string key, long fallback) =>
        Context.Properties.GetValueOrDefault(key) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : fallback;
}
