using System.Collections.Concurrent;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>The connectors and tasks that run in this process. Given a desired state, it computes the difference to the previous one and starts to
/// apply it.</summary>
/// <remarks>Told from the herder's loop alone, which never waits here; what begins ends on flows of its own. May be read from any thread.</remarks>
/// <param name="engine">What its parts share.</param>
/// <param name="connectorListener">Told of the states of connectors.</param>
/// <param name="taskListener">Told of the states of tasks.</param>
/// <param name="requestRestart">Restarts something of a connector on the herder's flow, when a failure or a secret wants it.</param>
internal sealed class Worker(
    EngineServices engine, IConnectorStatusListener connectorListener, ITaskStatusListener taskListener,
    Func<string, RestartScope, Task> requestRestart) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConnectorRun> _runs = new(StringComparer.Ordinal);
    private readonly TaskLoopFactory _loops = new(engine);
    private readonly MeasuredStates _states = new(engine, connectorListener, taskListener);

    /// <summary>The connector with a name, if it runs here.</summary>
    public WorkerConnector? FindRunning(string connector) => _runs.GetValueOrDefault(connector)?.Running;

    /// <summary>Completes when the tasks of a connector that must stop have stopped or were abandoned.</summary>
    public Task TasksSettled(string connector) => _runs.GetValueOrDefault(connector)?.TasksSettled ?? Task.CompletedTask;

    /// <summary>Completes when all changes of a connector that were begun so far have finished or were abandoned.</summary>
    public Task Settled(string connector) => _runs.GetValueOrDefault(connector)?.Settled ?? Task.CompletedTask;

    /// <summary>The numbers of a connector's tasks that may be in the middle of a poll or put.</summary>
    public Task<IReadOnlyList<int>> FindBusyTasksAsync(string connector) =>
        _runs.GetValueOrDefault(connector)?.FindBusyTasksAsync() ?? Task.FromResult<IReadOnlyList<int>>([]);

    /// <summary>Starts to apply a state to a connector and its tasks.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="next">The new state.</param>
    /// <param name="restart">What to restart even if it has not changed.</param>
    /// <param name="requestReconfiguration">Called, on any thread, when the connector requests new task configurations.</param>
    public Transition Apply(string connector, DesiredState next, RestartScope restart, Action requestReconfiguration) =>
        _runs.GetOrAdd(
            connector, name => new ConnectorRun(name, engine, _loops, _states, requestRestart, engine.Loggers.CreateLogger<ConnectorRun>()))
            .MoveTo(next, restart, requestReconfiguration);

    /// <summary>Removes a connector that no longer runs here.</summary>
    public void Forget(string connector)
    {
        if (_runs.TryGetValue(connector, out var run) && run.IsIdle)
            _runs.TryRemove(connector, out _);
        if (!_runs.ContainsKey(connector))
            _states.Forget(connector);
    }

    /// <summary>Stops everything, all at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_runs.Values.Select(run => run.DisposeAsync().AsTask())).ConfigureAwait(false);
        _states.Dispose();
    }
}
