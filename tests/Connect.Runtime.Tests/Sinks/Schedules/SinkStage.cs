using System.Threading.Channels;
using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;
using Connect.Runtime.Sinks;
using Connect.Runtime.Tasks;
using Connect.Runtime.Tests.Fakes;
using Connect.Runtime.Workers;
using Connect.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Runtime.Tests.Sinks.Schedules;

/// <summary>The real sink loop between a consumer and a task that do nothing of themselves. It moves from point to point, and only when the test lets
/// it: what happens is the same each time.</summary>
internal sealed class SinkStage : ITaskStatusListener
{
    private static readonly ConnectorTaskId Id = new("c", 0);
    private static readonly PluginThreads Threads = new();

    private readonly Channel<LoopPoint> _points = Channel.CreateUnbounded<LoopPoint>();
    private readonly List<string> _traces = [];

    public SinkStage()
    {
        Task = new CommandedTask(_points.Writer);
        Consumer = new CommandedConsumer(_points.Writer, Task);
        Task.Violated = Consumer.Violations.Add;
        Task.Delivered = (partition, first, end) => Consumer[partition].Deliver(first, end);
        Worker = new WorkerTask(
            Id, false, (control, tell) => System.Threading.Tasks.Task.FromResult(Create(control, tell)), this, Threads,
            NullLogger<WorkerTask>.Instance);
        Worker.Start();
    }

    public FakeTimeProvider Time { get; } = new();

    public CommandedTask Task { get; }

    public CommandedConsumer Consumer { get; }

    public WorkerTask Worker { get; }

    /// <summary>Why the task failed; null while it did not.</summary>
    public string? Trace => _traces.LastOrDefault();

    /// <summary>Waits until the loop stands still.</summary>
    /// <returns>Where; null when the task has ended.</returns>
    public async Task<LoopPoint?> NextAsync(CancellationToken cancellationToken)
    {
        var next = _points.Reader.WaitToReadAsync(cancellationToken).AsTask();
        await System.Threading.Tasks.Task.WhenAny(next, Worker.Completion).WaitAsync(TestTimeouts.Condition, TimeProvider.System, cancellationToken);
        return _points.Reader.TryRead(out var point) ? point : null;
    }

    /// <summary>Lets the loop go on until it puts records.</summary>
    public async Task<LoopPoint> NextPutAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var point = await NextAsync(cancellationToken) ?? throw new InvalidOperationException($"The task has ended: {Trace}");
            if (point.Records is { Count: > 0 })
                return point;
            PassTime(point);
        }
    }

    /// <summary>Lets the loop go on until it waits.</summary>
    public async Task<LoopPoint> NextWaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var point = await NextAsync(cancellationToken) ?? throw new InvalidOperationException($"The task has ended: {Trace}");
            if (!point.IsPut)
                return point;
            point.Pass();
        }
    }

    /// <summary>Ends an empty put, or a wait after its time.</summary>
    public void PassTime(LoopPoint point)
    {
        if (!point.IsPut)
            Time.Advance(point.Timeout);
        point.Pass(hasEvent: false);
    }

    public void GiveUp()
    {
        Task.IsGivenUp = true;
        Worker.Cancel();
    }

    public void OnTaskState(ConnectorTaskId id, TaskState state, string? trace, string? version)
    {
        if (trace is not null)
            _traces.Add(trace);
    }

    private ITaskLoop Create(TaskControl control, Action<TaskState> tell)
    {
        control.WhenCancelled(Consumer.Abandon);
        var counts = new ErrorCounts(Time);
        var context = new ProcessingContext(Id);
        var reports = new ErrorReports([]);
        var retry = new RetryWithTolerance(new ErrorPolicy(), context, reports, counts, Time, NullLogger<RetryWithTolerance>.Instance);
        var converter = new BytesConverter();
        var converters = new ConverterSet(converter, "Bytes", converter, "Bytes", converter, "Bytes");
        var tracker = new SinkOffsetTracker();
        var parts = new SinkTaskParts(
            Id,
            new PluginSinkTask(Task, Threads),
            new WorkerSinkTaskContext(Id, new Dictionary<string, string?>(), null, tracker, control.Interrupt),
            Consumer,
            tracker,
            new SinkRecordDecoder(new TransformChain([], retry), converters, retry, context, NoTopicTracker.Instance, keepsOrigin: false),
            reports,
            null,
            Threads,
            _ => System.Threading.Tasks.Task.CompletedTask,
            []);
        var stats = new SinkTaskStats();
        var committer = new SinkOffsetCommitter(
            parts, stats, new CommitTimes(), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5), Time, NullLogger<SinkOffsetCommitter>.Instance);
        return new WorkerSinkTask(parts, committer, control, tell, stats, Time, NullLogger<WorkerSinkTask>.Instance);
    }
}
