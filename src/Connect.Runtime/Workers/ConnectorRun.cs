using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Offsets;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>One connector on this worker: its instance and its tasks. Changes are applied in the background, step by step; the caller does not
/// wait.</summary>
/// <remarks>
/// <para>The connector and each task have a chain of steps. A new instance starts when the stop of the previous one has finished or was abandoned.
/// Tasks start when all tasks that must stop first have stopped. A start that still waits for variables or a constructor ends as soon as a stop is
/// added. Every step therefore ends within its own timeout, whatever the plugin does.</para>
/// <para>Changed only from the herder's loop. Reads are thread-safe.</para>
/// </remarks>
internal sealed partial class ConnectorRun(
    string name, EngineServices engine, TaskLoopFactory loops, MeasuredStates states, Func<string, RestartScope, Task> requestRestart,
    ILogger<ConnectorRun> logger) : IAsyncDisposable
{
    private readonly StepChain _connectorSteps = new();
    private readonly StepChain _taskSteps = new();
    private readonly Dictionary<int, WorkerTask> _tasks = [];
    private volatile WorkerConnector? _connector;
    private CancellationTokenSource _starting = new();
    private Task<ConnectorPlan>? _plan;

    /// <summary>The state that was applied last.</summary>
    public DesiredState Current { get; private set; } = DesiredState.Nothing;

    /// <summary>The connector's instance, if it runs here.</summary>
    public WorkerConnector? Running => _connector is { State: ConnectorState.Running } running ? running : null;

    /// <summary>Whether nothing runs and no step is left.</summary>
    public bool IsIdle => Current.IsNothing && _connectorSteps.Settled.IsCompleted && _taskSteps.Settled.IsCompleted;

    /// <summary>Completes when every step for the tasks that was added so far has ended.</summary>
    public Task TasksSettled => _taskSteps.Settled;

    /// <summary>Completes when every step that was added so far has ended.</summary>
    public Task Settled => Task.WhenAll(_connectorSteps.Settled, _taskSteps.Settled);

    /// <summary>The numbers of the tasks that may be in the middle of a poll or put.</summary>
    public async Task<IReadOnlyList<int>> FindBusyTasksAsync()
    {
        IReadOnlyList<int> busy = [];
        await _taskSteps.Add(() =>
        {
            busy = [.. _tasks.Where(task => !task.Value.IsAtRest && !task.Value.Completion.IsCompleted).Select(task => task.Key)];
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        return busy;
    }

    /// <summary>Starts to apply a state.</summary>
    /// <param name="next">The new state.</param>
    /// <param name="restart">What to restart even if it has not changed.</param>
    /// <param name="requestReconfiguration">Called, on any thread, when the connector requests new task configurations.</param>
    public Transition MoveTo(DesiredState next, RestartScope restart, Action requestReconfiguration)
    {
        var difference = StateDifference.Between(Current, next, restart);
        CancelRestarts(difference, next);
        var plan = next.Config is null ? null : PlanFor(next.Config, isRestart: restart.Connector || restart.Tasks.Count > 0 || IsResumed(next));
        Current = next;

        var tasksStopped = difference.StopsTasks.Count == 0
            ? Task.CompletedTask : _taskSteps.Add(() => StopTasksAsync(difference.StopsTasks, restart));
        if (difference.ChangesTarget)
            _ = _taskSteps.Add(() => SetTargetOfTasks(next.Target));
        var tasksChanged = difference.StartsTasks.Count == 0 ? tasksStopped : _taskSteps.Add(() => StartTasks(difference.StartsTasks, next, plan!));

        // A connector that is removed or stopped outlives its tasks.
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
        _restarts.Dispose();
        _starting.Dispose();
    }

    /// <summary>Whether it was stopped: its secrets may be old.</summary>
    private bool IsResumed(DesiredState next) => Current.Target == TargetState.Stopped && next.Target != TargetState.Stopped;

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

    /// <summary>The plan of a configuration. Variables are resolved once for the connector and all tasks that start with it; a restart resolves them
    /// again, because a secret may have changed.</summary>
    private Task<ConnectorPlan> PlanFor(ConnectorConfig config, bool isRestart)
    {
        if (_plan is null || isRestart || !ReferenceEquals(config, Current.Config))
        {
            _plan = engine.PluginThreads.StartAsync(() => ConnectorPlan.CreateAsync(config, engine.Plugins, engine.PluginClasses, engine.Variables));
            _ = Observed(_plan);
            WatchSecrets(_plan);
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
            states.Describe(name, plan.Config.ConnectorClass, plan.Type);
            var offsets = connector is ISourceConnector ? new OffsetReader(engine.OffsetsOf(name, plan.Properties)) : null;
            _connector = new WorkerConnector(plan, connector, offsets, requestReconfiguration, states, engine)
            {
                OnFailed = (failed, exception) =>
                    OnConnectorFailed(failed, next.Config!, exception, () => _connector == failed && failed.State == ConnectorState.Failed),
            };
            _ = ForwardAsync(_connector.TransitionToAsync(next.Target), started);
        }
        catch (OperationCanceledException e) when (stopping.IsCancellationRequested)
        {
            started.TrySetException(new ConnectException($"The connector {name} was stopped before it started.", e));
        }
        catch (Exception e)
        {
            Log.ConnectorNotMade(logger, name, e);
            states.OnConnectorState(name, ConnectorState.Failed, Errors.JavaTrace.Of(e), null);
            OnConnectorFailed(null, next.Config!, e, () => _connector is null && !stopping.IsCancellationRequested);
            started.TrySetException(e);
        }
    }

    private async Task<IConnector> MakeAsync(ConnectorPlan plan, CancellationToken stopping)
    {
        var making =
            engine.PluginThreads.StartAsync(
                () => Task.FromResult(engine.Plugins.CreateConnector(plan.Config.ConnectorClass ?? "", plan[ConnectorKeys.ConnectorVersion])));
        try
        {
            return await making.WaitAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The constructor still runs: release its result when it exists.
            _ = Observed(ReleaseAsync(making));
            throw;
        }
    }

    private static async Task ReleaseAsync(Task<IConnector> making) =>
        await Resources.ReleaseAsync([await making.ConfigureAwait(false)]).ConfigureAwait(false);

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
                states.OnConnectorState(name, ConnectorState.Restarting, null, null);
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

    /// <summary>Stops tasks, all together within <c>task.shutdown.graceful.timeout.ms</c>; tasks that do not end in time are abandoned.</summary>
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
            states.Forget(task.Id);
            if (restart.IsAnnounced && restart.Tasks.Contains(task.Id.Task))
                states.OnTaskState(task.Id, TaskState.Restarting, null, null);
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
            WorkerTask? task = null;
            task = new WorkerTask(
                id,
                next.Target == TargetState.Paused,
                (control, onStateChanged) =>
                    loops.CreateAsync(id, plan, next.Tasks[number], next.Generation, next.TaskCount, control, onStateChanged),
                states,
                engine.PluginThreads,
                engine.Loggers.CreateLogger<WorkerTask>(),
                engine.Lease,
                engine.Stalls,
                exception => OnTaskFailed(task!, next.Config!, exception));
            _tasks.Add(number, task);
            task.Start();
        }

        return Task.CompletedTask;
    }
}
