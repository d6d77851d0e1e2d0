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
    private int _newestTransition;
    private volatile bool _isStopping;

    // Whether a start has succeeded that no stop has followed yet. Only the actor's own flow reads and writes it.
    private bool _isStarted;

    /// <summary>Takes a connector that was not started.</summary>
    /// <param name="plan">What its configuration comes to.</param>
    /// <param name="connector">The instance.</param>
    /// <param name="offsets">Reads its stored offsets; null for a sink.</param>
    /// <param name="requestReconfiguration">Called when the connector asks for new task configurations.</param>
    /// <param name="listener">Told of each state.</param>
    /// <param name="engine">What the worker's parts share.</param>
    public WorkerConnector(
        ConnectorPlan plan, IConnector connector, OffsetReader? offsets, Action requestReconfiguration, IConnectorStatusListener listener, EngineServices engine)
    {
        Plan = plan;
        _connector = connector;
        _offsets = offsets;
        _requestReconfiguration = requestReconfiguration;
        _listener = listener;
        _time = engine.Time;
        _logger = engine.Loggers.CreateLogger<WorkerConnector>();
        using (_logger.BeginScope(LogScope.OfConnector(plan.Name)))
            _mailbox = new Mailbox(engine.PluginThreads);
    }

    /// <summary>What its configuration comes to.</summary>
    public ConnectorPlan Plan { get; }

    /// <summary>Its name.</summary>
    public string Name => Plan.Name;

    /// <summary>Its configuration, variables resolved.</summary>
    public IReadOnlyDictionary<string, string?> Properties => Plan.Properties;

    /// <summary>What it does.</summary>
    public ConnectorState State => _machine.State;

    /// <summary>Brings it to a target.</summary>
    /// <param name="target">What it is to do.</param>
    /// <returns>Completes when it does.</returns>
    /// <exception cref="ConnectException">It failed, or had failed before, or a newer target has overtaken this one.</exception>
    public Task TransitionToAsync(TargetState target)
    {
        var number = Interlocked.Increment(ref _newestTransition);
        return _mailbox.RunAsync(() => number == Volatile.Read(ref _newestTransition)
            ? MoveToAsync(target)
            : throw new ConnectException($"The connector {Name} was asked to change to another state in the meantime."));
    }

    /// <summary>Updates its tasks after every update that was asked for before. Safe for use from several threads.</summary>
    /// <param name="update">The update.</param>
    public Task UpdateTasksAsync(Func<Task> update)
    {
        lock (_updates)
            return _updates.Add(update);
    }

    /// <summary>Asks for the configurations of its tasks.</summary>
    /// <returns>The configurations as they are stored: variables unresolved, with what the runtime adds.</returns>
    /// <exception cref="ConnectException">It made more tasks than it may.</exception>
    /// <exception cref="Exception">The connector's own.</exception>
    public async Task<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync()
    {
        var asked = await _mailbox.RunAsync(async () => _isStopping
            ? throw new ConnectException($"The connector {Name} was stopped before it was asked for its tasks.")
            : await _connector.GetTaskConfigsAsync(Plan.MaxTasks, _stopping.Token).ConfigureAwait(false)).ConfigureAwait(false);
        CheckCount(asked.Count);
        return [.. asked.Select(Plan.ToStored)];
    }

    /// <summary>Makes it FAILED; nothing is called on it any more.</summary>
    public void Fail(Exception exception)
    {
        Log.Failed(_logger, Name, exception);
        if (_machine.TryMoveTo(ConnectorState.Failed))
            _listener.OnConnectorState(Name, ConnectorState.Failed, JavaTrace.Of(exception), _connector.Version);
    }

    /// <summary>Passes on that the connector wants other tasks.</summary>
    /// <exception cref="ConnectException">It has been stopped.</exception>
    public void RequestReconfiguration()
    {
        if (_isStopping)
            throw new ConnectException($"The connector {Name} has been stopped and cannot ask for new tasks.");
        _requestReconfiguration();
    }

    /// <summary>Stops it for good; gives it up after five seconds. A start that completes later is followed by its stop all the same.</summary>
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
            Tell(ConnectorState.Unassigned);
        }
        finally
        {
            _offsets?.Dispose();
        }
    }

    /// <param name="cancelling">What the connector does when it learns that it is to stop; it is not waited for before the stop is asked for.</param>
    /// <param name="overdue">Cancelled when nobody waits any more.</param>
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
            case ConnectorStep.Tell:
                Tell(target == TargetState.Paused ? ConnectorState.Paused : ConnectorState.Stopped);
                break;
            case ConnectorStep.Refuse:
                throw new ConnectException($"The connector {Name} has failed; restart it or change its configuration.");
        }
    }

    private async Task StartAsync()
    {
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
            throw new ConnectException($"The connector {Name} was stopped before it had started.", e);
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }

        _isStarted = true;
        Tell(ConnectorState.Running);
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

        Tell(target == TargetState.Paused ? ConnectorState.Paused : ConnectorState.Stopped);
    }

    private async Task StopForGoodAsync(CancellationToken overdue)
    {
        // Its start came back after it was given up: the stop gets a time of its own, and nobody waits for it.
        var isGivenUp = overdue.IsCancellationRequested;
        using var late = new CancellationTokenSource(StopTimeout, _time);
        try
        {
            if (_isStarted && _machine.State != ConnectorState.Failed)
                await _connector.StopAsync(isGivenUp ? late.Token : overdue).ConfigureAwait(false);
            Tell(ConnectorState.Unassigned);
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

    private void Tell(ConnectorState state)
    {
        if (_machine.TryMoveTo(state))
            _listener.OnConnectorState(Name, state, null, _connector.Version);
    }

    private void CheckCount(int count)
    {
        if (count <= Plan.MaxTasks)
            return;
        var message = $"The connector {Name} has generated {count} tasks, which is greater than {Plan.MaxTasks}, the maximum number of tasks it is configured to create. "
            + $"This behaviour should be considered a bug and is disallowed. If necessary, it can be permitted by reconfiguring the connector with '{ConnectorKeys.TasksMaxEnforce}' set to false.";
        if (Plan.EnforcesMaxTasks)
            throw new ConnectException(message);
        Log.TooManyTasks(_logger, message);
    }
}
