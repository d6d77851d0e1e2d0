using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Offsets;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;
using Connect.Runtime.Sources;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Connect.Runtime.Tests.Fakes;
using Connect.Runtime.Workers;
using Connect.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Runtime.Tests.Sources;

/// <summary>A running source task of which everything around is fake.</summary>
internal sealed class SourceTaskHarness : ITaskStatusListener, IAsyncDisposable
{
    public static readonly ConnectorTaskId Id = new("c", 0);
    public static readonly SourcePartition Partition = new("file", "x");

    private readonly List<(TaskState State, string? Trace)> _states = [];
    private readonly ConnectorOffsets _offsets;
    private readonly ISourceTask _task;

    /// <param name="policy">What happens to errors.</param>
    /// <param name="transform">A transform; null for none.</param>
    /// <param name="startsPaused">Whether the task waits first.</param>
    /// <param name="task">The connector's task; null for <see cref="Task"/>.</param>
    /// <param name="store">Keeps offsets; null for <see cref="Store"/>.</param>
    public SourceTaskHarness(
        ErrorPolicy? policy = null, Func<ConnectRecord, ConnectRecord?>? transform = null, bool startsPaused = false, ISourceTask? task = null,
        IOffsetStore? store = null)
    {
        _task = task ?? Task;
        _offsets = new ConnectorOffsets(Id.Connector, store ?? Store, NullLogger<ConnectorOffsets>.Instance);
        Worker = new WorkerTask(
            Id, startsPaused, (control, tell) =>
                System.Threading.Tasks.Task.FromResult(Create(policy ?? new ErrorPolicy(), transform, control, tell)), this, Threads,
                    Log.LoggerFor<WorkerTask>());
    }

    public PluginThreads Threads { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public FakeProducer Producer { get; } = new();

    public FakeOffsetStore Store { get; } = new();

    public FakeReporter Reporter { get; } = new();

    public BytesConverter Converter { get; } = new();

    public ScriptedSourceTask Task { get; } = new();

    public TestLoggerFactory Log { get; } = new();

    /// <summary>The task's rate limit in records and bytes per second; null for none.</summary>
    public (long Records, long Bytes)? Limit { get; init; }

    /// <summary>The balance of the task's records; null until its loop exists.</summary>
    public SourceAudit? Audit { get; private set; }

    /// <summary>Whether the test makes the records not balance.</summary>
    public bool MayMismatch { get; init; }

    public FakeAdmin Admin { get; } = new();

    public TaskTroubles Troubles { get; } = new();

    public MemoryStatusStore Statuses { get; } = new();

    /// <summary>What the task's status says beside its state.</summary>
    public string Trouble => string.Join('\n', Troubles.Current[Id]);

    public WorkerTask Worker { get; }

    public IReadOnlyList<TaskState> States
    {
        get
        {
            lock (_states)
                return [.. _states.Select(state => state.State)];
        }
    }

    public TaskState LastState => States is { Count: > 0 } states ? states[^1] : TaskState.Unassigned;

    public string? Trace
    {
        get
        {
            lock (_states)
                return _states.LastOrDefault(state => state.State == TaskState.Failed).Trace;
        }
    }

    /// <summary>Starts the task of a harness.</summary>
    public static SourceTaskHarness Start(SourceTaskHarness harness)
    {
        harness.Worker.Start();
        return harness;
    }

    public static SourceRecord Record(long n) => new(Partition, new SourceOffset("n", n), "t", null, BitConverter.GetBytes(n));

    public async Task<long?> StoredAsync()
    {
        var stored = await _offsets.ReadAllAsync(CancellationToken.None);
        return stored.TryGetValue(Partition, out var offset) ? (long?)offset["n"] : null;
    }

    /// <summary>Lets the interval of commits pass until an offset is stored.</summary>
    public Task UntilStoredAsync(long n, CancellationToken cancellationToken) => Eventually.Async(
        async () =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            return await StoredAsync() == n;
        },
        $"offset {n} is stored",
        cancellationToken: cancellationToken);

    public Task UntilAsync(TaskState state, CancellationToken cancellationToken) =>
        Eventually.Async(() => LastState == state, $"the task is {state}", cancellationToken: cancellationToken);

    /// <summary>Stops the task; the clock goes on meanwhile.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Worker.Stop();
        await AdvanceUntilAsync(Worker.Completion, cancellationToken);
    }

    public async Task AdvanceUntilAsync(Task task, CancellationToken cancellationToken)
    {
        while (!task.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Time.Advance(TimeSpan.FromMilliseconds(100));
            await System.Threading.Tasks.Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }
    }

    public void OnTaskState(ConnectorTaskId id, TaskState state, string? trace, string? version)
    {
        lock (_states)
            _states.Add((state, trace));
    }

    public async ValueTask DisposeAsync()
    {
        Store.Release();
        Worker.Cancel();
        Task.Throw(new OperationCanceledException());
        await Worker.Completion;
        Worker.Dispose();
        Assert.That(MayMismatch ? 0 : Audit?.Mismatches ?? 0, Is.Zero, "the records of the task balance");
    }

    private ITaskLoop Create(ErrorPolicy policy, Func<ConnectRecord, ConnectRecord?>? transform, TaskControl control, Action<TaskState> tell)
    {
        var counts = new ErrorCounts(Time);
        var context = new ProcessingContext(Id);
        var reports = new ErrorReports([Reporter]);
        var retry = new RetryWithTolerance(policy, context, reports, counts, Time, Log.LoggerFor<RetryWithTolerance>());
        var chain = new TransformChain(transform is null ? [] : [new PredicatedTransform("f", "Filter", new FilterTransform(transform))], retry);
        var converters = new ConverterSet(Converter, "Bytes", Converter, "Bytes", Converter, "Bytes");
        var answers = new SourceDeliveries(
            Id, policy.Tolerance, _task as IRecordCommitListener, reports, counts, TopicTracker(control), control.Interrupt,
            Log.LoggerFor<SourceDeliveries>());
        Audit = answers.Audit;
        var tracker = new SourceOffsetTracker<OutgoingRecord>(submitted => new OutgoingRecord(submitted, answers));
        var reader = new OffsetReader(_offsets);
        var committerLog = Log.LoggerFor<SourceOffsetCommitter>();
        var committer = new SourceOffsetCommitter(
            Id,
            tracker,
            new OffsetWriter(Id, _offsets, Log.LoggerFor<OffsetWriter>(), control.Cancelled),
            new CommitSettings(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)),
            new CommitFailures(Id, Troubles.Of(Id, TaskTroubleKind.OffsetsNotStored), Time, committerLog),
            new CommitTimes(),
            Time,
            committerLog);
        var watch = new DeliveryWatch(
            Id, tracker, Producer, () => Admin, Troubles.Of(Id, TaskTroubleKind.TopicNotUsable), Time, Log.LoggerFor<DeliveryWatch>());
        var delivery = new AtLeastOnceDelivery(
            new AtLeastOnceParts(Id, Producer, answers, tracker, _offsets, committer, watch, TimeSpan.FromSeconds(5)), control, Time,
            Log.LoggerFor<AtLeastOnceDelivery>());
        var parts = new SourceTaskParts(
            Id, new PluginSourceTask(_task, Threads), Threads, new WorkerSourceTaskContext(Id, new Dictionary<string, string?>(), reader), reader,
            new SourceRecordEncoder(chain, converters, retry, context), null, delivery, [])
        {
            Pace = Limit is { } limit ? new TaskPace(new RateLimit(limit.Records, limit.Bytes, 1, Time), Time, _ => { }) : null,
        };
        return new WorkerSourceTask(parts, control, tell, new SourceTaskStats(), Time, Log.LoggerFor<WorkerSourceTask>());
    }

    private ActiveTopicTracker TopicTracker(TaskControl control) => new(Id, Statuses, Time, control.Cancelled);
}
