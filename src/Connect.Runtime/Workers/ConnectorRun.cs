using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Offsets;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>One connector on this worker: its own instance and its tasks. Each change begins when it is told and happens step by step; nobody who tells it waits.</summary>
/// <remarks>
/// <para>The connector and its tasks have a chain of steps each. A new instance starts when the stop of the one before it has ended or was given up, and tasks start when all tasks that have to make room for
/// them have. A start that still waits for variables or a constructor ends as soon as a stop is added. So every step ends within its own timeout, whatever the plugin does.</para>
/// <para>Told from the herder's flow alone. May be read from any thread.</para>
/// </remarks>
internal sealed partial class ConnectorRun(
    string name, EngineServices engine, TaskLoopFactory loops, IConnectorStatusListener connectorListener, ITaskStatusListener taskListener, ILogger<ConnectorRun> logger) : IAsyncDisposable
{
    private readonly StepChain _connectorSteps = new();
    private readonly StepChain _taskSteps = new();
    private readonly Dictionary<int, WorkerTask> _tasks = [];
    private volatile WorkerConnector? _connector;
    private CancellationTokenSource _starting = new();
    private Task<ConnectorPlan>? _plan;

    /// <summary>What it was told last.</summary>
    public DesiredState Current { get; private set; } = DesiredState.Nothing;

    /// <summary>The connector's instance if it is here and runs.</summary>
    public WorkerConnector? Running => _connector is { State: ConnectorState.Running } running ? running : null;

    /// <summary>Whether nothing runs and nothing is left to do.</summary>
    public bool IsIdle => Current.IsNothing && _connectorSteps.Settled.IsCompleted && _taskSteps.Settled.IsCompleted;

    /// <summary>Completes when every step for the tasks that was added so far has ended.</summary>
    public Task TasksSettled => _taskSteps.Settled;

    /// <summary>Begins to bring it to a state.</summary>
    /// <param name="next">The state.</param>
    /// <param name="restart">What is restarted although it is the same in both.</param>
    /// <param name="requestReconfiguration">Called, on any thread, when the connector wants other tasks.</param>
    public Transition MoveTo(DesiredState next, RestartScope restart, Action requestReconfiguration)
    {
        var difference = StateDifference.Between(Current, next, restart);
        var plan = next.Config is null ? null : PlanFor(next.Config, isRestart: restart.Connector || restart.Tasks.Count > 0);
        Current = next;

        var tasksStopped = difference.StopsTasks.Count == 0 ? Task.CompletedTask : _taskSteps.Add(() => StopTasksAsync(difference.StopsTasks, restart));
        if (difference.ChangesTarget)
            _ = _taskSteps.Add(() => SetTargetOfTasks(next.Target));
        var tasksChanged = difference.StartsTasks.Count == 0 ? tasksStopped : _taskSteps.Add(() => StartTasks(difference.StartsTasks, next, plan!));

        // A connector that goes or is stopped outlives its tasks.
        var before = next.IsNothing || next.Target == TargetState.Stopped ? tasksStopped : Task.CompletedTask;
        var connectorStopped = difference.StopsConnector ? StopConnector(before, restart) : Task.CompletedTask;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (difference.StartsConnector)
            StartConnector(next, plan!, requestReconfiguration, started);
        else if (difference.ChangesTarget && next.RunsConnector)
            _ = _connectorSteps.Add(() => SetTargetAsync(before, next.Target, started));
        else
            started.SetResult();
        return new Transition(difference, Task.WhenAll(tasksStopped, connectorStopped), Observed(started.Task), tasksChanged);
    }

    /// <summary>Stops everything of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await MoveTo(DesiredState.Nothing, RestartScope.None, () => { }).Stopped.ConfigureAwait(false);
        _starting.Dispose();
    }

    private static Task Observed(Task task)
    {
        _ = task.ContinueWith(failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return task;
    }

    private static async Task ForwardAsync(Task transition, TaskCompletionSource started)
    {
        await transition.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        started.TrySetFromTask(transition);
    }

    /// <summary>The plan of a configuration: its variables are resolved once for the connector and all tasks that start with it; a restart resolves them again, because a secret may have changed.</summary>
    private Task<ConnectorPlan> PlanFor(ConnectorConfig config, bool isRestart)
    {
        if (_plan is null || isRestart || !ReferenceEquals(config, Current.Config))
        {
            _plan = engine.PluginThreads.StartAsync(() => ConnectorPlan.CreateAsync(config, engine.Plugins, engine.PluginClasses, engine.Variables));
            _ = Observed(_plan);
        }

        return _plan;
    }

    private void StartConnector(DesiredState next, Task<ConnectorPlan> plan, Action requestReconfiguration, TaskCompletionSource started)
    {
        var stopping = (_starting = new CancellationTokenSource()).Token;
        _ = _connectorSteps.Add(() => StartConnectorAsync(next, plan, requestReconfiguration, started, stopping));
    }

    private async Task StartConnectorAsync(
        DesiredState next, Task<ConnectorPlan> planning, Action requestReconfiguration, TaskCompletionSource started, CancellationToken stopping)
    {
        try
        {
            stopping.ThrowIfCancellationRequested();
            Log.StartingConnector(logger, name, next.Config!.ConnectorClass, next.Target);
            var plan = await planning.WaitAsync(stopping).ConfigureAwait(false);
            var connector = await MakeAsync(plan, stopping).ConfigureAwait(false);
            var offsets = connector is ISourceConnector ? new OffsetReader(engine.OffsetsOf(name, plan.Properties)) : null;
            _connector = new WorkerConnector(plan, connector, offsets, requestReconfiguration, connectorListener, engine);
            _ = ForwardAsync(_connector.TransitionToAsync(next.Target), started);
        }
        catch (OperationCanceledException e) when (stopping.IsCancellationRequested)
        {
            started.TrySetException(new ConnectException($"The connector {name} was stopped before it had started.", e));
        }
        catch (Exception e)
        {
            Log.ConnectorNotMade(logger, name, e);
            connectorListener.OnConnectorState(name, ConnectorState.Failed, Errors.JavaTrace.Of(e), null);
            started.TrySetException(e);
        }
    }

    private async Task<IConnector> MakeAsync(ConnectorPlan plan, CancellationToken stopping)
    {
        var making = engine.PluginThreads.StartAsync(() => Task.FromResult(engine.Plugins.CreateConnector(plan.Config.ConnectorClass ?? "", plan[ConnectorKeys.ConnectorVersion])));
        try
        {
            return await making.WaitAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The constructor still runs: what it makes is released when it is there.
            _ = Observed(ReleaseAsync(making));
            throw;
        }
    }

    private static async Task ReleaseAsync(Task<IConnector> making) => await Resources.ReleaseAsync([await making.ConfigureAwait(false)]).ConfigureAwait(false);

    private Task StopConnector(Task before, RestartScope restart)
    {
        _ = _starting.CancelAsync();
        return _connectorSteps.Add(async () =>
        {
            await before.ConfigureAwait(false);
            var connector = _connector;
            _connector = null;
            if (connector is not null)
                await StopAsync(connector).ConfigureAwait(false);
            if (restart is { Connector: true, IsAnnounced: true })
                connectorListener.OnConnectorState(name, ConnectorState.Restarting, null, null);
        });
    }

    private async Task StopAsync(WorkerConnector connector)
    {
        try
        {
            await connector.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.ConnectorNotReleased(logger, name, e);
        }
    }

    private async Task SetTargetAsync(Task before, TargetState target, TaskCompletionSource started)
    {
        await before.ConfigureAwait(false);
        _ = ForwardAsync(_connector?.TransitionToAsync(target) ?? Task.CompletedTask, started);
    }

    /// <summary>Stops tasks, all together within <c>task.shutdown.graceful.timeout.ms</c>; those that do not end are given up.</summary>
    private async Task StopTasksAsync(IReadOnlyList<int> numbers, RestartScope restart)
    {
        var stopping = new List<WorkerTask>();
        foreach (var number in numbers)
        {
            if (_tasks.Remove(number, out var task))
                stopping.Add(task);
        }

        foreach (var task in stopping)
            task.Stop();
        await Task.WhenAll(stopping.Select(task => task.Completion))
            .WaitAsync(engine.Settings.TaskShutdownTimeout, engine.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var task in stopping)
        {
            if (task.Completion.IsCompleted)
                task.Dispose();
            else
                task.Cancel();
            if (restart.IsAnnounced && restart.Tasks.Contains(task.Id.Task))
                taskListener.OnTaskState(task.Id, TaskState.Restarting, null, null);
        }
    }

    private Task SetTargetOfTasks(TargetState target)
    {
        foreach (var task in _tasks.Values)
        {
            if (target == TargetState.Paused)
                task.Pause();
            else if (target == TargetState.Started)
                task.Resume();
        }

        return Task.CompletedTask;
    }

    private Task StartTasks(IReadOnlyList<int> numbers, DesiredState next, Task<ConnectorPlan> plan)
    {
        foreach (var number in numbers)
        {
            var id = new ConnectorTaskId(name, number);
            Log.StartingTask(logger, id);
            var task = new WorkerTask(
                id,
                next.Target == TargetState.Paused,
                (control, onStateChanged) => loops.CreateAsync(id, plan, next.Tasks[number], control, onStateChanged),
                taskListener,
                engine.PluginThreads,
                engine.Loggers.CreateLogger<WorkerTask>());
            _tasks.Add(number, task);
            task.Start();
        }

        return Task.CompletedTask;
    }
}
