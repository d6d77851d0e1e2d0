using System.Collections.Concurrent;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>The connectors and tasks that run in this process: told what is to run, it finds the difference to what it was told before and begins to apply it.</summary>
/// <remarks>Told from the herder's flow alone, which never waits here; what begins ends on flows of its own. May be read from any thread.</remarks>
/// <param name="engine">What its parts share.</param>
/// <param name="connectorListener">Told of the states of connectors.</param>
/// <param name="taskListener">Told of the states of tasks.</param>
internal sealed class Worker(EngineServices engine, IConnectorStatusListener connectorListener, ITaskStatusListener taskListener) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConnectorRun> _runs = new(StringComparer.Ordinal);
    private readonly TaskLoopFactory _loops = new(engine);

    /// <summary>The connector of a name if it is here and runs.</summary>
    public WorkerConnector? FindRunning(string connector) => _runs.GetValueOrDefault(connector)?.Running;

    /// <summary>Completes when the tasks of a connector that had to stop have stopped or were given up.</summary>
    public Task TasksSettled(string connector) => _runs.GetValueOrDefault(connector)?.TasksSettled ?? Task.CompletedTask;

    /// <summary>Begins to bring a connector and its tasks to a state.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="next">What is to run.</param>
    /// <param name="restart">What is restarted although it is the same as before.</param>
    /// <param name="requestReconfiguration">Called, on any thread, when the connector wants other tasks.</param>
    public Transition Apply(string connector, DesiredState next, RestartScope restart, Action requestReconfiguration) =>
        _runs.GetOrAdd(connector, name => new ConnectorRun(name, engine, _loops, connectorListener, taskListener, engine.Loggers.CreateLogger<ConnectorRun>()))
            .MoveTo(next, restart, requestReconfiguration);

    /// <summary>Forgets a connector of which nothing runs any more.</summary>
    public void Forget(string connector)
    {
        if (_runs.TryGetValue(connector, out var run) && run.IsIdle)
            _runs.TryRemove(connector, out _);
    }

    /// <summary>Stops everything, all at once.</summary>
    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_runs.Values.Select(run => run.DisposeAsync().AsTask())).ConfigureAwait(false);
}
