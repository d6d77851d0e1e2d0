using Connect.Connectors;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Plugins;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Connect.Runtime.Tests.Fakes;
using Connect.Runtime.Workers;
using Connect.Tests;

namespace Connect.Runtime.Tests.Sources;

/// <summary>One run of the task of a <see cref="TransactionLab"/>.</summary>
internal sealed class TransactionRun : ITaskStatusListener, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<(TaskState State, string? Trace)> _states = [];
    private readonly IOffsetStores _stores;

    public TransactionRun(TransactionLab lab, IOffsetStores stores, Func<TaskControl, Action<TaskState>, ISourceTask, PluginThreads,
        ITaskLoop> create, ILease? lease = null)
    {
        _stores = stores;
        Lab = lab;
        Worker = new WorkerTask(
            lab.Id, false, (control, tell) => System.Threading.Tasks.Task.FromResult(create(control, tell, Task, Threads)), this, Threads,
                lab.Log.LoggerFor<WorkerTask>(), lease);
        Worker.Start();
    }

    public TransactionLab Lab { get; }

    public PluginThreads Threads { get; } = new();

    public ScriptedSourceTask Task { get; } = new();

    public WorkerTask Worker { get; }

    public ITransactionContext Transactions => Task.Context!.Transactions!;

    public TaskState State
    {
        get
        {
            lock (_gate)
                return _states.Count == 0 ? TaskState.Unassigned : _states[^1].State;
        }
    }

    public string Trace
    {
        get
        {
            lock (_gate)
                return _states.LastOrDefault(state => state.State == TaskState.Failed).Trace ?? "";
        }
    }

    public Task<long?> StoredAsync() => Lab.StoredAsync(_stores);

    public Task UntilAsync(TaskState state, CancellationToken cancellationToken) =>
        Eventually.Async(() => State == state, $"the task is {state}; it is {State} {Trace}", cancellationToken: cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Worker.Stop();
        await Worker.Completion.WaitAsync(cancellationToken);
    }

    public void OnTaskState(ConnectorTaskId id, TaskState state, string? trace, string? version)
    {
        lock (_gate)
            _states.Add((state, trace));
    }

    public async ValueTask DisposeAsync()
    {
        Worker.Cancel();
        await Worker.Completion;
        Worker.Dispose();
        await _stores.DisposeAsync();
    }
}
