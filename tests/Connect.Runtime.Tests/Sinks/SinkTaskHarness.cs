using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;
using Connect.Runtime.Sinks;
using Connect.Runtime.Tasks;
using Connect.Runtime.Tests.Fakes;
using Connect.Runtime.Workers;
using Connect.Tests;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Runtime.Tests.Sinks;

/// <summary>A running sink task of which everything around is fake.</summary>
internal sealed class SinkTaskHarness : ITaskStatusListener, IAsyncDisposable
{
    public static readonly ConnectorTaskId Id = new("c", 0);
    public static readonly TopicPartition Left = new("t", 0);
    public static readonly TopicPartition Right = new("t", 1);

    private readonly List<(TaskState State, string? Trace)> _states = [];

    private readonly bool _isolates;
    private readonly long _recordsPerSecond;

    private readonly FakeAdmin? _ends;

    public SinkTaskHarness(
        ErrorPolicy? policy = null, Func<ConnectRecord, ConnectRecord?>? transform = null, bool isolates = false, long recordsPerSecond = 0,
        FakeAdmin? ends = null)
    {
        (_isolates, _recordsPerSecond, _ends) = (isolates, recordsPerSecond, ends);
        Consumer = new FakeSinkConsumer(Time) { Called = call => Task.Calls.Enqueue(call) };
        Worker = new WorkerTask(
            Id, false, (control, tell) => System.Threading.Tasks.Task.FromResult(Create(policy ?? new ErrorPolicy(), transform, control, tell)), this,
            new PluginThreads(), Log.LoggerFor<WorkerTask>());
        Worker.Start();
    }

    public FakeTimeProvider Time { get; } = new();

    public FakeSinkConsumer Consumer { get; }

    public FakeReporter Reporter { get; } = new();

    public BytesConverter Converter { get; } = new();

    public ScriptedSinkTask Task { get; } = new();

    public TestLoggerFactory Log { get; } = new();

    public WorkerTask Worker { get; }

    public TaskState LastState
    {
        get
        {
            lock (_states)
                return _states.Count == 0 ? TaskState.Unassigned : _states[^1].State;
        }
    }

    /// <summary>What the status says beside the last state.</summary>
    public string? LastTrace
    {
        get
        {
            lock (_states)
                return _states.Count == 0 ? null : _states[^1].Trace;
        }
    }

    public string? Trace
    {
        get
        {
            lock (_states)
                return _states.LastOrDefault(state => state.State == TaskState.Failed).Trace;
        }
    }

    /// <summary>The offset that is committed of a partition; null before the first commit.</summary>
    public long? CommittedOf(TopicPartition partition) =>
        Consumer.Commits.LastOrDefault(commit => commit.ContainsKey(partition)) is { } commit ? commit[partition] : null;

    public bool HasLogged(string name) => Log.Entries.Any(entry => entry.Event.Name == name);

    public void Assign(params IReadOnlyList<TopicPartition> partitions) =>
        Consumer.Tell(new SinkConsumerEvent.Assigned(partitions.ToDictionary(partition => partition, _ => 0L)));

    /// <summary>Revokes partitions; the answer completes when they are let go.</summary>
    public Task RevokeAsync(params IReadOnlyList<TopicPartition> partitions)
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Consumer.Tell(new SinkConsumerEvent.Revoked(partitions, () =>
        {
            Task.Calls.Enqueue("released");
            released.TrySetResult();
        }));
        return released.Task;
    }

    public void Deliver(TopicPartition partition, long first, int count = 1) => Consumer.Tell(new SinkConsumerEvent.Batch(
        Enumerable.Range(0, count)
            .Select(n =>
                new ConsumedRecord(
                    partition.Topic, partition.Partition, first
                        + n, 1000, TimestampType.CreateTime, null, BitConverter.GetBytes(first + n), null)).ToArray()));

    public Task UntilTakenAsync(int count, CancellationToken cancellationToken) =>
        Eventually.Async(() => Task.Taken.Count >= count, $"{count} records are taken", cancellationToken: cancellationToken);

    /// <summary>Lets time pass until something holds.</summary>
    public Task AdvanceUntilAsync(Func<bool> condition, string because, CancellationToken cancellationToken) => Eventually.Async(
        () =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(100));
            return condition();
        },
        because,
        cancellationToken: cancellationToken);

    public Task UntilCommittedAsync(TopicPartition partition, long offset, CancellationToken cancellationToken) =>
        AdvanceUntilAsync(() => CommittedOf(partition) == offset, $"{partition} is committed at {offset}", cancellationToken);

    public Task UntilAsync(TaskState state, CancellationToken cancellationToken) =>
        AdvanceUntilAsync(() => LastState == state, $"the task is {state}", cancellationToken);

    public Task UntilEndedAsync(CancellationToken cancellationToken) =>
        AdvanceUntilAsync(() => Worker.Completion.IsCompleted, "the task ends", cancellationToken);

    public void OnTaskState(ConnectorTaskId id, TaskState state, string? trace, string? version)
    {
        lock (_states)
            _states.Add((state, trace));
    }

    public async ValueTask DisposeAsync()
    {
        Worker.Cancel();
        await Worker.Completion;
        Worker.Dispose();
        Assert.That(HasLogged("OutOfBalance"), Is.False, "each record that came in is taken, left out or in flight");
    }

    private ITaskLoop Create(ErrorPolicy policy, Func<ConnectRecord, ConnectRecord?>? transform, TaskControl control, Action<TaskState> tell)
    {
        control.WhenCancelled(Consumer.Abandon);
        var threads = new PluginThreads();
        var counts = new ErrorCounts(Time);
        var context = new ProcessingContext(Id);
        var reports = new ErrorReports([Reporter]);
        reports.Failed += control.Interrupt;
        var retry = new RetryWithTolerance(policy, context, reports, counts, Time, Log.LoggerFor<RetryWithTolerance>());
        var chain = new TransformChain(transform is null ? [] : [new PredicatedTransform("f", "Filter", new FilterTransform(transform))], retry);
        var converters = new ConverterSet(Converter, "Bytes", Converter, "Bytes", Converter, "Bytes");
        var tracker = new SinkOffsetTracker();
        var errants = new ErrantRecordReporter(Id, policy.Tolerance, converters, reports, counts);
        var parts = new SinkTaskParts(
            Id,
            new PluginSinkTask(Task, threads),
            new WorkerSinkTaskContext(Id, new Dictionary<string, string?>(), errants, tracker, control.Interrupt),
            Consumer,
            tracker,
            new SinkRecordDecoder(chain, converters, retry, context, NoTopicTracker.Instance, keepsOrigin: true),
            reports,
            errants,
            threads,
            _ => System.Threading.Tasks.Task.CompletedTask,
            [])
        {
            IsolatesPuts = _isolates,
            Ends = _ends is null ? null : new SinkEnds(Id, 7, [Left.Topic], Consumer, tracker, () => _ends, Time),
            Pace = _recordsPerSecond == 0 ? null : new TaskPace(new RateLimit(_recordsPerSecond, 0, 1, Time), Time, _ => { }),
        };
        var stats = new SinkTaskStats();
        var committer = new SinkOffsetCommitter(
            parts, stats, new CommitTimes(), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), Time, Log.LoggerFor<SinkOffsetCommitter>());
        return new WorkerSinkTask(parts, committer, control, tell, stats, Time, Log.LoggerFor<WorkerSinkTask>());
    }
}
