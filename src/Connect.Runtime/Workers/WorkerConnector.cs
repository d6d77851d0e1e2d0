using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Errors;
using Connect.Runtime.Offsets;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>One running connector: an actor, so that no two calls to the connector overlap.</summary>
internal sealed partial class WorkerConnector : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly IConnector _connector;
    private readonly IConnectorStatusListener _listener;
    private readonly Action _requestReconfiguration;
    private readonly TimeProvider _time;
    private readonly ILogger<WorkerConnector> _logger;
    private readonly Mailbox _mailbox;
    private readonly StepChain _updates = new();
    private readonly ConnectorStateMachine _machine = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly OffsetReader? _offsets;
    private readonly StallWatch _stalls;
    private readonly TaskCalls _calls;
    private int _newestTransition;
    private volatile bool _isStopping;

    // Whether a start has succeeded without a stop since then. Read and written only by the actor's loop.
    private bool _isStarted;

    // Whether the status says that the connector has no tasks. Read and written only by the actor's loop.
    private bool _isFinished;

    /// <summary>Wraps a connector that was not started yet.</summary>
    /// <param name="plan">The plan of its configuration.</param>
    /// <param name="connector">The instance.</param>
    /// <param name="offsets">Reads its stored offsets; null for a sink.</param>
    /// <param name="requestReconfiguration">Called when the connector requests new task configurations.</param>
    /// <param name="listener">Receives each state.</param>
    /// <param name="engine">The worker's shared services.</param>
    public WorkerConnector(
        ConnectorPlan plan, IConnector connector, OffsetReader? offsets, Action requestReconfiguration, IConnectorStatusListener listener,
        EngineServices engine)
    {
        Plan = plan;
        _connector = connector;
        _offsets = offsets;
        _requestReconfiguration = requestReconfiguration;
        _listener = listener;
        _time = engine.Time;
        _stalls = engine.Stalls;
        _calls = _stalls.Watch(plan.Name);
        _logger = engine.Loggers.CreateLogger<WorkerConnector>();
        using (_logger.BeginScope(LogScope.OfConnector(plan.Name)))
            _mailbox = new Mailbox(engine.PluginThreads);
    }

    /// <summary>The plan of its configuration.</summary>
    public ConnectorPlan Plan { get; }

    /// <summary>Its name.</summary>
    public string Name => Plan.Name;

    /// <summary>Its configuration, with variables resolved.</summary>
    public IReadOnlyDictionary<string, string?> Properties => Plan.Properties;

    /// <summary>The current state.</summary>
    public ConnectorState State => _machine.State;

    /// <summary>The version of its class.</summary>
    public string Version => _connector.Version;

    /// <summary>Told why it has failed, after the listener, unless it is to stop anyway; null for nobody.</summary>
    public Action<WorkerConnector, Exception>? OnFailed { get; init; }

    /// <summary>Brings it to a target.</summary>
    /// <param name="target">What it is to do.</param>
    /// <returns>Completes when it does.</returns>
    /// <exception cref="ConnectException">It failed, or had failed before, or a newer target has overtaken this one.</exception>
    public Task TransitionToAsync(TargetState target)
    {
        var number = Interlocked.Increment(ref _newestTransition);
        return _mailbox.RunAsync(() => number == Volatile.Read(ref _newestTransition)
            ? MoveToAsync(target)
            : throw new ConnectException($"The connector {Name} was asked for another state in the meantime."));
    }

    /// <summary>Updates the connector's tasks, after all updates requested before. Thread-safe.</summary>
    /// <param name="update">The update.</param>
    public Task UpdateTasksAsync(Func<Task> update)
    {
        lock (_updates)
            return _updates.Add(update);
    }

    /// <summary>Gets the configurations of the connector's tasks.</summary>
    /// <returns>The configurations to store: with unresolved variables, and with the keys that the runtime adds.</returns>
    /// <exception cref="ConnectException">The connector returned more tasks than permitted.</exception>
    /// <exception cref="Exception">The connector's own exception.</exception>
    public async Task<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync()
    {
        var asked = await _mailbox.RunAsync(AskForTasksAsync).ConfigureAwait(false);
        CheckCount(asked.Count);
        return [.. asked.Select(Plan.ToStored)];
    }

    private async Task<IReadOnlyList<TaskConfig>> AskForTasksAsync()
    {
        if (_isStopping)
            throw new ConnectException($"The connector {Name} was stopped before it was asked for its task configurations.");
        _calls.Begin(TaskCall.TaskConfigs);
        try
        {
            var tasks = await _connector.GetTaskConfigsAsync(Plan.MaxTasks, _stopping.Token).ConfigureAwait(false);
            ShowFinished(tasks.Count == 0);
            return tasks;
        }
        finally
        {
            _calls.End();
        }
    }

    /// <summary>Sets the state to FAILED; the connector is not called again.</summary>
    public void Fail(Exception exception)
    {
        Log.Failed(_logger, Name, exception);
        if (!_machine.TryMoveTo(ConnectorState.Failed))
            return;
        _listener.OnConnectorState(Name, ConnectorState.Failed, JavaTrace.Of(exception), _connector.Version);
        if (!_isStopping)
            OnFailed?.Invoke(this, exception);
    }

    /// <summary>Forwards the connector's request for new task configurations.</summary>
    /// <exception cref="ConnectException">It has been stopped.</exception>
    public void RequestReconfiguration()
    {
        if (_isStopping)
            throw new ConnectException($"The connector {Name} has been stopped and cannot request new tasks.");
        _requestReconfiguration();
    }

    /// <summary>Stops the connector permanently; abandons it after five seconds. A start that completes later is still followed by a stop.</summary>
    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        Interlocked.Increment(ref _newestTransition);
        using var overdue = new CancellationTokenSource(StopTimeout, _time);
        var ending = EndAsync(_stopping.CancelAsync(), overdue.Token);
        try
        {
            await ending.WaitAsync(overdue.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (overdue.IsCancellationRequested)
        {
            Log.NotStopped(_logger, Name, StopTimeout);
            Notify(ConnectorState.Unassigned);
        }
        finally
        {
            _offsets?.Dispose();
            _stalls.Forget(_calls);
        }
    }

    /// <param name="cancelling">Runs the connector's cancellation callbacks; the stop does not wait for them.</param>
    /// <param name="overdue">Cancelled when the caller stops waiting.</param>
    private async Task EndAsync(Task cancelling, CancellationToken overdue)
    {
        await _mailbox.RunAsync(() => StopForGoodAsync(overdue), CancellationToken.None).ConfigureAwait(false);
        await _mailbox.DisposeAsync().ConfigureAwait(false);
        await cancelling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task MoveToAsync(TargetState target)
    {
        switch (_machine.StepTo(target))
        {
            case ConnectorStep.Start:
                await StartAsync().ConfigureAwait(false);
                break;
            case ConnectorStep.Stop:
                await StopAsync(target).ConfigureAwait(false);
                break;
            case ConnectorStep.Report:
                Notify(target == TargetState.Paused ? ConnectorState.Paused : ConnectorState.Stopped);
                break;
            case ConnectorStep.Refuse:
                throw new ConnectException($"The connector {Name} has failed; restart it or change its configuration.");
        }
    }

    private async Task StartAsync()
    {
        _calls.Begin(TaskCall.ConnectorStart);
        try
        {
            if (_connector is ISourceConnector source)
                await source.StartAsync(new WorkerSourceConnectorContext(this, _offsets!), _stopping.Token).ConfigureAwait(false);
            else
                await ((ISinkConnector)_connector).StartAsync(new WorkerSinkConnectorContext(this), _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (_isStopping)
        {
            // Deleted, replaced or shut down before it had started: that is no failure of the connector.
            throw new ConnectException($"The connector {Name} was stopped before it started.", e);
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }
        finally
        {
            _calls.End();
        }

        (_isStarted, _isFinished) = (true, false);
        Notify(ConnectorState.Running);
    }

    private async Task StopAsync(TargetState target)
    {
        using var overdue = new CancellationTokenSource(StopTimeout, _time);
        _isStarted = false;
        try
        {
            await _connector.StopAsync(overdue.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (target == TargetState.Stopped)
        {
            Log.StopFailed(_logger, Name, e);
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }

        Notify(target == TargetState.Paused ? ConnectorState.Paused : ConnectorState.Stopped);
    }

    private async Task StopForGoodAsync(CancellationToken overdue)
    {
        // The start completed after it was abandoned: the stop gets its own timeout, and nobody waits for it.
        var isGivenUp = overdue.IsCancellationRequested;
        using var late = new CancellationTokenSource(StopTimeout, _time);
        try
        {
            if (_isStarted && _machine.State != ConnectorState.Failed)
                await _connector.StopAsync(isGivenUp ? late.Token : overdue).ConfigureAwait(false);
            Notify(ConnectorState.Unassigned);
        }
        catch (Exception e) when (isGivenUp || overdue.IsCancellationRequested)
        {
            Log.StopFailed(_logger, Name, e);
        }
        catch (Exception e)
        {
            Fail(e);
        }
        finally
        {
            _isStarted = false;
            await Resources.ReleaseAsync([_connector]).ConfigureAwait(false);
        }
    }

    private void Notify(ConnectorState state)
    {
        if (_machine.TryMoveTo(state))
            _listener.OnConnectorState(Name, state, null, _connector.Version);
    }

    /// <summary>With <c>run.to.end</c>, shows in the status whether the connector has no tasks: then it has finished.</summary>
    private void ShowFinished(bool isFinished)
    {
        if (isFinished == _isFinished || _machine.State != ConnectorState.Running || !AddedDefinition.RunsToEnd(Properties))
            return;
        _isFinished = isFinished;
        _listener.OnConnectorState(Name, ConnectorState.Running, isFinished ? FinishedNote.NoTasks : null, _connector.Version);
    }

    private void CheckCount(int count)
    {
        if (count <= Plan.MaxTasks)
            return;
        var message =
            $"The connector {Name} has generated {count} tasks, which is greater than {Plan.MaxTasks}, the maximum number of tasks it is configured "
                + "to create. "
            + $"This behaviour should be considered a bug and is disallowed. If necessary, it can be permitted by reconfiguring the connector with "
            + $"'{ConnectorKeys.TasksMaxEnforce}' set to false.";
        if (Plan.EnforcesMaxTasks)
            throw new ConnectException(message);
        Log.TooManyTasks(_logger, message);
    }
}
