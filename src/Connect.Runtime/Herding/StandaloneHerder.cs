using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Kafka;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>The changes of a standalone worker's connectors, one after the other.</summary>
/// <remarks>Safe for use from several threads: each change is made in steps on the herder's flow. Between two steps a connector starts, stops or thinks about its tasks, on its own flow,
/// so that none holds up the others; whatever was overtaken meanwhile is left alone. Corresponds to the synchronized methods of <c>StandaloneHerder</c> and their callbacks.</remarks>
internal sealed partial class StandaloneHerder : IHerder
{
    private readonly Mailbox _flow = new();
    private readonly EngineServices _engine;
    private readonly IConfigStore _configs;
    private readonly Worker _worker;
    private readonly StatusRecorder _recorder;
    private readonly ConnectorViews _views;
    private readonly ILogger<StandaloneHerder> _logger;
    private readonly Dictionary<string, int> _newestRounds = new(StringComparer.Ordinal);

    /// <summary>Makes a herder without connectors.</summary>
    /// <param name="engine">What the parts of the worker share.</param>
    /// <param name="configs">Keeps configurations.</param>
    /// <param name="views">Shows what the stores hold.</param>
    public StandaloneHerder(EngineServices engine, IConfigStore configs, ConnectorViews views)
    {
        _engine = engine;
        _configs = configs;
        _views = views;
        _logger = engine.Loggers.CreateLogger<StandaloneHerder>();
        _recorder = new StatusRecorder(engine.Statuses, engine.Settings.WorkerId, () => 0, engine.Variables.Secrets);
        _worker = new Worker(engine, _recorder, _recorder);
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => _flow.RunAsync(() => Task.CompletedTask, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool?> PutConnectorAsync(ConnectorConfig config, TargetState? target, bool mayReplace, ConnectorConfig? basis, CancellationToken cancellationToken)
    {
        var name = config.Name;
        var (exists, starting) = await _flow.RunAsync(
            async () =>
            {
                var exists = _configs.Snapshot.Contains(name);
                if (exists && !mayReplace)
                    throw new ConnectorAlreadyExistsException($"Connector {name} already exists");
                if (basis is not null && !basis.Equals(_configs.Snapshot.Connectors.GetValueOrDefault(name)))
                    return (exists, null);
                if (exists)
                    await _worker.StopConnectorAsync(name).ConfigureAwait(false);
                await _configs.PutConnectorAsync(config, target, CancellationToken.None).ConfigureAwait(false);
                return (exists, (Task?)await BeginAsync(name).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
        if (starting is null)
            return null;
        await FinishAsync(name, starting).WaitAsync(cancellationToken).ConfigureAwait(false);
        return !exists;
    }

    /// <summary>Stops and removes a connector.</summary>
    public Task DeleteConnectorAsync(string name, CancellationToken cancellationToken) => _flow.RunAsync(
        async () =>
        {
            Require(name, () => ConnectorViews.NotFound(name));
            await RemoveTasksAsync(name).ConfigureAwait(false);
            await _worker.StopConnectorAsync(name).ConfigureAwait(false);
            await _configs.RemoveConnectorAsync(name, CancellationToken.None).ConfigureAwait(false);
            _recorder.OnConnectorState(name, ConnectorState.Destroyed, null, null);
            _engine.Statuses.RemoveTopics(name);
            _engine.Troubles.Forget(name);
            _newestRounds.Remove(name);
        },
        cancellationToken);

    /// <summary>Pauses or resumes; does not wait until that is done.</summary>
    public async Task SetTargetStateAsync(string name, TargetState target, CancellationToken cancellationToken)
    {
        var changing = await _flow.RunAsync(
            async () =>
            {
                Require(name, () => new ConnectorNotFoundException($"Unknown connector {name}"));
                await _configs.PutTargetStateAsync(name, target, CancellationToken.None).ConfigureAwait(false);
                return _worker.BeginTarget(name, target);
            },
            cancellationToken).ConfigureAwait(false);
        _ = FinishInBackgroundAsync(name, changing, target);
    }

    /// <summary>Stops: first the tasks go, then the connector.</summary>
    public async Task StopConnectorAsync(string name, CancellationToken cancellationToken)
    {
        var stopping = await _flow.RunAsync(
            async () =>
            {
                Require(name, () => ConnectorViews.NotFound(name));
                await RemoveTasksAsync(name).ConfigureAwait(false);
                await _configs.PutTargetStateAsync(name, TargetState.Stopped, CancellationToken.None).ConfigureAwait(false);
                return _worker.BeginTarget(name, TargetState.Stopped);
            },
            cancellationToken).ConfigureAwait(false);
        await stopping.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Restarts the connector alone.</summary>
    public async Task RestartConnectorAsync(string name, CancellationToken cancellationToken)
    {
        var starting = await _flow.RunAsync(
            async () =>
            {
                Require(name, () => ConnectorViews.NotFound(name));
                await _worker.StopConnectorAsync(name).ConfigureAwait(false);
                return await BeginAsync(name).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        await FinishAsync(name, starting).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Restarts what a request asks for; does not wait until it runs.</summary>
    public Task<ConnectorStatus> RestartAsync(RestartRequest request, CancellationToken cancellationToken) => _flow.RunAsync(
        async () =>
        {
            var name = request.ConnectorName;
            Require(name, () => new ConnectorNotFoundException($"Unknown connector: {name}"));
            if (_engine.Statuses.Get(name) is null)
                throw new ConnectorNotFoundException($"Status for connector {name} not found");
            var plan = RestartPlan.Of(_views.StatusOf(name), request);
            if (plan.RestartsConnector)
            {
                await _worker.StopConnectorAsync(name).ConfigureAwait(false);
                _recorder.OnConnectorState(name, ConnectorState.Restarting, null, null);
            }

            await _worker.StopTasksAsync(plan.Tasks).ConfigureAwait(false);
            foreach (var task in plan.Tasks)
                _recorder.OnTaskState(task, TaskState.Restarting, null, null);
            if (plan.RestartsConnector)
                _ = FinishInBackgroundAsync(name, await BeginOrFailAsync(name).ConfigureAwait(false), _configs.Snapshot.TargetStateOf(name));
            foreach (var task in plan.Tasks)
                StartTask(task);
            return plan.Status;
        },
        cancellationToken);

    /// <summary>Restarts one task.</summary>
    public Task RestartTaskAsync(ConnectorTaskId id, CancellationToken cancellationToken) => _flow.RunAsync(
        async () =>
        {
            var snapshot = _configs.Snapshot;
            Require(id.Connector, () => ConnectorViews.NotFound(id.Connector));
            if (id.Task < 0 || id.Task >= snapshot.TasksOf(id.Connector).Length)
                throw new ConnectorNotFoundException($"Task {id} not found");
            await _worker.StopTasksAsync([id]).ConfigureAwait(false);
            StartTask(id);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<string> ChangeOffsetsAsync(string name, IReadOnlyList<ConnectorOffset>? offsets, CancellationToken cancellationToken) => _flow.RunAsync(
        () => new OffsetAdmin(_engine, _views).ChangeAsync(StoppedConfigOf(name), offsets, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _flow.RunAsync(async () => await _worker.DisposeAsync().ConfigureAwait(false)).ConfigureAwait(false);
        await _flow.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Asks a running connector for its tasks, and replaces those it has if they differ or its configuration has changed.</summary>
    /// <exception cref="Exception">The connector could not say; it is FAILED.</exception>
    private async Task UpdateTasksAsync(string name)
    {
        var (running, round) = await _flow.RunAsync(() => Task.FromResult(
            (_worker.FindRunning(name), _newestRounds[name] = _newestRounds.GetValueOrDefault(name) + 1))).ConfigureAwait(false);
        if (running is null)
            return;
        IReadOnlyList<TaskConfig> asked;
        try
        {
            asked = await _worker.GetTaskConfigsAsync(running).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await _flow.RunAsync(() =>
            {
                if (_worker.IsRunning(running))
                    running.Fail(e);
                return Task.CompletedTask;
            }).ConfigureAwait(false);
            throw;
        }

        await _flow.RunAsync(() => _worker.IsRunning(running) && _newestRounds.GetValueOrDefault(name) == round ? ReplaceTasksAsync(name, asked) : Task.CompletedTask).ConfigureAwait(false);
    }

    private async Task ReplaceTasksAsync(string name, IReadOnlyList<TaskConfig> asked)
    {
        var snapshot = _configs.Snapshot;
        var config = snapshot.Connectors[name];
        IReadOnlyList<TaskConfig> tasks = [.. asked.Select(task => Unresolve(task, config))];
        var isUnchanged = snapshot.TasksOf(name).SequenceEqual(tasks) && config.Equals(snapshot.Applied.GetValueOrDefault(name));
        if (isUnchanged && snapshot.Tasks.ContainsKey(name))
            return;
        await RemoveTasksAsync(name).ConfigureAwait(false);
        await _configs.PutTasksAsync(name, tasks, CancellationToken.None).ConfigureAwait(false);
        foreach (var task in _configs.Snapshot.TaskIdsOf(name))
            StartTask(task);
    }

    private Task<Task> BeginAsync(string name)
    {
        var snapshot = _configs.Snapshot;
        return _worker.BeginConnectorAsync(snapshot.Connectors[name], snapshot.TargetStateOf(name), () => _ = ReconfigureAsync(name));
    }

    private async Task<Task> BeginOrFailAsync(string name)
    {
        try
        {
            return await BeginAsync(name).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return Task.FromException(e);
        }
    }

    private async Task FinishAsync(string name, Task starting)
    {
        await starting.ConfigureAwait(false);
        await UpdateTasksAsync(name).ConfigureAwait(false);
    }

    /// <summary>The caller has its answer already: what was asked for is kept, and that the connector did not get there is in its status.</summary>
    private async Task FinishInBackgroundAsync(string name, Task changing, TargetState target)
    {
        try
        {
            await changing.ConfigureAwait(false);
            if (target == TargetState.Started)
                await UpdateTasksAsync(name).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The worker shuts down.
        }
        catch (Exception e)
        {
            Log.TargetNotReached(_logger, name, target, e);
        }
    }

    /// <summary>A connector wants other tasks.</summary>
    private async Task ReconfigureAsync(string name)
    {
        try
        {
            await UpdateTasksAsync(name).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The worker shuts down.
        }
        catch (Exception e)
        {
            Log.ReconfigurationFailed(_logger, name, e);
        }
    }

    private async Task RemoveTasksAsync(string name)
    {
        var tasks = _configs.Snapshot.TaskIdsOf(name);
        if (tasks.Count == 0)
            return;
        await _worker.StopTasksAsync(tasks).ConfigureAwait(false);
        await _configs.PutTasksAsync(name, [], CancellationToken.None).ConfigureAwait(false);
        foreach (var task in tasks)
            _recorder.OnTaskState(task, TaskState.Destroyed, null, null);
    }

    private void StartTask(ConnectorTaskId id)
    {
        var snapshot = _configs.Snapshot;
        var tasks = snapshot.TasksOf(id.Connector);
        _worker.StartTask(id, snapshot.Connectors[id.Connector], tasks[id.Task], tasks.Length, snapshot.TargetStateOf(id.Connector));
    }

    private ConnectorConfig StoppedConfigOf(string name)
    {
        var config = _views.ConfigOf(name);
        var snapshot = _configs.Snapshot;
        return snapshot.TargetStateOf(name) == TargetState.Stopped && snapshot.TasksOf(name).IsEmpty
            ? config
            : throw new BadRequestException(
                "Connectors must be in the STOPPED state before their offsets can be modified. This can be done for the specified connector by issuing a 'PUT' request to the "
                + $"'/connectors/{name}/stop' endpoint");
    }

    private void Require(string name, Func<Exception> missing)
    {
        if (!_configs.Snapshot.Contains(name))
            throw missing();
    }

    /// <summary>Puts the variables back that the connector's own configuration has: secrets are not stored with tasks.</summary>
    private static TaskConfig Unresolve(TaskConfig task, ConnectorConfig connector)
    {
        foreach (var (key, value) in connector.Properties)
        {
            if (value is not null && ConfigVariable.FindAll(value).Any())
                task = task.With(key, value);
        }

        return task;
    }
}
