using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Offsets;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;
using Connect.Runtime.Sinks;
using Connect.Runtime.Sources;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>The connectors and tasks that run in this process.</summary>
/// <remarks>Called from the herder's flow alone; what it starts runs on flows of its own.</remarks>
internal sealed partial class Worker : IAsyncDisposable
{
    private readonly EngineServices _engine;
    private readonly IConnectorStatusListener _connectorListener;
    private readonly ITaskStatusListener _taskListener;
    private readonly SourceTaskFactory _sources;
    private readonly SinkTaskFactory _sinks;
    private readonly ILogger<Worker> _logger;
    private readonly Dictionary<string, WorkerConnector> _connectors = new(StringComparer.Ordinal);
    private readonly Dictionary<ConnectorTaskId, WorkerTask> _tasks = [];

    /// <summary>Makes a worker that runs nothing yet.</summary>
    /// <param name="engine">What its parts share.</param>
    /// <param name="connectorListener">Told of the states of connectors.</param>
    /// <param name="taskListener">Told of the states of tasks.</param>
    public Worker(EngineServices engine, IConnectorStatusListener connectorListener, ITaskStatusListener taskListener)
    {
        _engine = engine;
        _connectorListener = connectorListener;
        _taskListener = taskListener;
        _logger = engine.Loggers.CreateLogger<Worker>();
        var pipelines = new PipelineFactory(engine.Plugins, engine.Settings.Properties);
        _sources = new SourceTaskFactory(engine, pipelines);
        _sinks = new SinkTaskFactory(engine, pipelines);
    }

    /// <summary>The connector of a name if it is here and runs.</summary>
    public WorkerConnector? FindRunning(string connector) => _connectors.GetValueOrDefault(connector) is { State: ConnectorState.Running } running ? running : null;

    /// <summary>Whether a connector is still the one of its name, and runs.</summary>
    public bool IsRunning(WorkerConnector connector) => FindRunning(connector.Name) == connector;

    /// <summary>Makes a connector and begins to bring it to its target.</summary>
    /// <param name="config">Its configuration, variables unresolved.</param>
    /// <param name="target">What it is to do.</param>
    /// <param name="requestReconfiguration">Called, on any thread, when it wants other tasks.</param>
    /// <returns>Completes when it is made, with what completes when it is at its target: its start may take long, and is not to be waited for on the herder's flow.</returns>
    /// <exception cref="Exception">It is FAILED; the exception says why.</exception>
    public async Task<Task> BeginConnectorAsync(ConnectorConfig config, TargetState target, Action requestReconfiguration)
    {
        if (_connectors.ContainsKey(config.Name))
            throw new ConnectException($"Connector with name {config.Name} already exists");
        Log.StartingConnector(_logger, config.Name, config.ConnectorClass, target);
        try
        {
            var resolved = (await _engine.Variables.TransformAsync(config.Properties).ConfigureAwait(false)).Data;
            var connector = _engine.Plugins.CreateConnector(config.ConnectorClass ?? "", resolved.GetValueOrDefault(ConnectorKeys.ConnectorVersion));
            if (connector is ISinkConnector)
                SinkTopics.EnsureValid(resolved);
            var offsets = connector is ISourceConnector ? new OffsetReader(_engine.OffsetsOf(config.Name, resolved)) : null;
            _connectors.Add(config.Name, new WorkerConnector(
                config.Name, connector, resolved, offsets, requestReconfiguration, _connectorListener, _engine.Time, _engine.Loggers.CreateLogger<WorkerConnector>()));
        }
        catch (Exception e)
        {
            Log.ConnectorNotMade(_logger, config.Name, e);
            _connectorListener.OnConnectorState(config.Name, ConnectorState.Failed, Errors.JavaTrace.Of(e), null);
            throw;
        }

        return _connectors[config.Name].TransitionToAsync(target);
    }

    /// <summary>Stops a connector for good; does nothing when it is not here.</summary>
    public async Task StopConnectorAsync(string connector)
    {
        if (_connectors.Remove(connector, out var running))
            await running.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Begins to bring a connector that is here to another target, and its tasks: paused or not.</summary>
    /// <returns>Completes when the connector is there; not to be waited for on the herder's flow.</returns>
    public Task BeginTarget(string connector, TargetState target)
    {
        foreach (var task in _tasks.Values.Where(task => task.Id.Connector == connector))
        {
            if (target == TargetState.Paused)
                task.Pause();
            else if (target == TargetState.Started)
                task.Resume();
        }

        return _connectors.TryGetValue(connector, out var running) ? running.TransitionToAsync(target) : Task.CompletedTask;
    }

    /// <summary>Asks a running connector for the configurations of its tasks, and adds what the runtime adds. May be called from any flow, and may take long.</summary>
    /// <returns>The configurations, variables resolved.</returns>
    /// <exception cref="ConnectException">The connector made more than it may.</exception>
    public async Task<IReadOnlyList<TaskConfig>> GetTaskConfigsAsync(WorkerConnector running)
    {
        var plan = new ConnectorPlan(running.Name, running.Properties, running.Type, _engine.PluginClasses);
        var asked = await running.GetTaskConfigsAsync(plan.MaxTasks).ConfigureAwait(false);
        CheckCount(plan, asked.Count);
        var taskClass = PluginNames.ClassNameOf(_engine.Plugins.GetUnstartedConnector(plan[ConnectorKeys.ConnectorClass]!, plan[ConnectorKeys.ConnectorVersion]).TaskType);
        return [.. asked.Select(config => Complete(config, plan, taskClass))];
    }

    /// <summary>Starts a task. Whatever goes wrong makes it FAILED.</summary>
    /// <param name="id">The task.</param>
    /// <param name="connector">Its connector's configuration, variables unresolved.</param>
    /// <param name="task">Its own, variables unresolved.</param>
    /// <param name="taskCount">How many tasks the connector has.</param>
    /// <param name="target">What the connector is to do.</param>
    public void StartTask(ConnectorTaskId id, ConnectorConfig connector, TaskConfig task, int taskCount, TargetState target)
    {
        if (_tasks.ContainsKey(id))
            throw new ConnectException($"Task already exists in this worker: {id}");
        Log.StartingTask(_logger, id);
        var running = new WorkerTask(
            id,
            target == TargetState.Paused,
            (control, tell) => CreateLoopAsync(id, connector, task, taskCount, control, tell),
            _taskListener,
            _engine.PluginThreads,
            _engine.Loggers.CreateLogger<WorkerTask>());
        _tasks.Add(id, running);
        running.Start();
    }

    /// <summary>Stops tasks, all together within <c>task.shutdown.graceful.timeout.ms</c>; those that do not end are given up.</summary>
    public async Task StopTasksAsync(IReadOnlyCollection<ConnectorTaskId> ids)
    {
        var stopping = new List<WorkerTask>();
        foreach (var id in ids)
        {
            if (_tasks.Remove(id, out var task))
                stopping.Add(task);
        }

        foreach (var task in stopping)
            task.Stop();
        await Task.WhenAll(stopping.Select(task => task.Completion))
            .WaitAsync(_engine.Settings.TaskShutdownTimeout, _engine.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var task in stopping)
        {
            if (task.Completion.IsCompleted)
                task.Dispose();
            else
                task.Cancel();
        }
    }

    /// <summary>Stops everything: connectors first, so that none makes new tasks.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_connectors.Keys.ToArray().Select(StopConnectorAsync)).ConfigureAwait(false);
        await StopTasksAsync([.. _tasks.Keys]).ConfigureAwait(false);
    }

    private static TaskConfig Complete(TaskConfig config, ConnectorPlan plan, string taskClass)
    {
        var complete = config.With("task.class", taskClass);
        if (plan.Type != ConnectorType.Sink)
            return complete;
        foreach (var key in new[] { ConnectorKeys.Topics, ConnectorKeys.TopicsRegex })
        {
            if (plan[key] is { } value)
                complete = complete.With(key, value);
        }

        return complete;
    }

    private void CheckCount(ConnectorPlan plan, int count)
    {
        if (count <= plan.MaxTasks)
            return;
        var message = $"The connector {plan.Name} has generated {count} tasks, which is greater than {plan.MaxTasks}, the maximum number of tasks it is configured to create. "
            + $"This behaviour should be considered a bug and is disallowed. If necessary, it can be permitted by reconfiguring the connector with '{ConnectorKeys.TasksMaxEnforce}' set to false.";
        if (plan.EnforcesMaxTasks)
            throw new ConnectException(message);
        Log.TooManyTasks(_logger, message);
    }

    private async Task<ITaskLoop> CreateLoopAsync(
        ConnectorTaskId id, ConnectorConfig connector, TaskConfig task, int taskCount, TaskControl control, Action<TaskState> tell)
    {
        var resolved = (await _engine.Variables.TransformAsync(connector.Properties).ConfigureAwait(false)).Data;
        var taskProperties = (await _engine.Variables.TransformAsync(task).ConfigureAwait(false)).Data;
        var unstarted = _engine.Plugins.GetUnstartedConnector(connector.ConnectorClass ?? "", resolved.GetValueOrDefault(ConnectorKeys.ConnectorVersion));
        var type = unstarted is ISourceConnector ? ConnectorType.Source : ConnectorType.Sink;
        var plan = new ConnectorPlan(id.Connector, resolved, type, _engine.PluginClasses);
        CheckCount(plan, taskCount);
        var launch = new TaskLaunch(id, plan, taskProperties, unstarted.TaskType);
        return await (type == ConnectorType.Source ? _sources.CreateAsync(launch, control, tell) : _sinks.CreateAsync(launch, control, tell)).ConfigureAwait(false);
    }
}
