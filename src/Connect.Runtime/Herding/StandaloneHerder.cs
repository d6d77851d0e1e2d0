using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>The herder of a standalone worker: it is its own leader, and everything is assigned to it.</summary>
/// <remarks>Thread-safe. Each change is one step of the herder's loop: the leader decides, and the worker begins to apply the decision. The loop
/// never waits for a connector, so a slow, blocked or hanging connector delays only its own requests. Corresponds to
/// <c>org.apache.kafka.connect.runtime.standalone.StandaloneHerder</c>.</remarks>
internal sealed class StandaloneHerder : IHerder, ILeader
{
    private readonly Mailbox _flow = new();
    private readonly EngineServices _engine;
    private readonly IConfigStore _configs;
    private readonly Leader _leader;
    private readonly Worker _worker;
    private readonly TaskReconfiguration _reconfiguration;
    private readonly OffsetAdmin _offsets;
    private readonly OffsetChanges _offsetChanges;
    private readonly CancellationTokenSource _ending = new();
    private Task _finishing = Task.CompletedTask;

    /// <summary>Creates a herder without connectors.</summary>
    /// <param name="engine">The worker's shared services.</param>
    /// <param name="configs">The config store.</param>
    /// <param name="views">Presents the content of the stores.</param>
    public StandaloneHerder(EngineServices engine, IConfigStore configs, ConnectorViews views)
    {
        _engine = engine;
        _configs = configs;
        var recorder = new StatusRecorder(engine.Statuses, engine.Settings.WorkerId, () => 0, engine.Variables.Secrets);
        _leader = new Leader(configs, engine.Statuses, recorder, views);
        _worker = new Worker(engine, recorder, recorder, RestartAutomaticallyAsync);
        _reconfiguration = new TaskReconfiguration(_worker, this, engine.Loggers.CreateLogger<TaskReconfiguration>());
        _offsets = new OffsetAdmin(engine, views);
        _offsetChanges = new OffsetChanges(new LoopOrder(_flow));
    }

    /// <inheritdoc/>
    public bool IsReady => true;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var finished = new FinishedConnectors(
            _configs, _engine.Statuses, () => true, StopFinishedAsync, _engine.Time, _engine.Loggers.CreateLogger<FinishedConnectors>());
        _finishing = finished.RunAsync(_ending.Token);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => _flow.RunAsync(() => Task.CompletedTask, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool?> PutConnectorAsync(
        ConnectorConfig config, TargetState? target, bool mayReplace, ConnectorConfig? basis, CancellationToken cancellationToken)
    {
        var (isNew, transition) = await _offsetChanges.DecideAsync(
            config.Name,
            async () => await _leader.PutConnectorAsync(config, target, mayReplace, basis).ConfigureAwait(false) is { } isNew
                ? (isNew, Apply(config.Name))
                : ((bool?)null, (Transition?)null),
            cancellationToken).ConfigureAwait(false);
        if (transition is not null)
            await FinishAsync(config.Name, transition).WaitAsync(cancellationToken).ConfigureAwait(false);
        return isNew;
    }

    /// <inheritdoc/>
    public async Task DeleteConnectorAsync(string name, CancellationToken cancellationToken)
    {
        var transition = await _flow.RunAsync(
            async () =>
            {
                Require(name);
                await _leader.RemoveConnectorAsync(name).ConfigureAwait(false);
                return Apply(name);
            },
            cancellationToken).ConfigureAwait(false);
        await RemoveOldStatusesAsync(name, transition).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task SetTargetStateAsync(string name, TargetState target, CancellationToken cancellationToken)
    {
        var transition = await _offsetChanges.DecideAsync(
            name,
            async () =>
            {
                Require(name, $"Unknown connector {name}");
                await _leader.PutTargetAsync(name, target).ConfigureAwait(false);
                return Apply(name);
            },
            cancellationToken).ConfigureAwait(false);
        _ = _reconfiguration.UpdateInBackgroundAsync(name, transition.Started);
    }

    /// <inheritdoc/>
    public async Task StopConnectorAsync(string name, CancellationToken cancellationToken)
    {
        var transition = await _offsetChanges.DecideAsync(
            name,
            async () =>
            {
                Require(name);
                await _leader.PutTargetAsync(name, TargetState.Stopped).ConfigureAwait(false);
                return Apply(name);
            },
            cancellationToken).ConfigureAwait(false);
        await RemoveOldStatusesAsync(name, transition).WaitAsync(cancellationToken).ConfigureAwait(false);
        await transition.Started.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task RestartConnectorAsync(string name, CancellationToken cancellationToken)
    {
        var transition = await _offsetChanges.DecideAsync(
            name,
            () =>
            {
                Require(name);
                return Task.FromResult(Apply(name, new RestartScope(true, [])));
            },
            cancellationToken).ConfigureAwait(false);
        await FinishAsync(name, transition).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<ConnectorStatus> RestartAsync(RestartRequest request, CancellationToken cancellationToken)
    {
        var name = request.ConnectorName;
        var (plan, transition) = await _offsetChanges.DecideAsync(
            name,
            () =>
            {
                Require(name, $"Unknown connector: {name}");
                var plan = _leader.PlanRestart(request);
                return Task.FromResult(
                    (plan, Apply(name, new RestartScope(plan.RestartsConnector, [.. plan.Tasks.Select(task => task.Task)], IsAnnounced: true))));
            },
            cancellationToken).ConfigureAwait(false);
        if (plan.RestartsConnector)
            _ = _reconfiguration.UpdateInBackgroundAsync(name, transition.Started);

        // A status that is read after this shows RESTARTING or a later state.
        await transition.Stopped.WaitAsync(cancellationToken).ConfigureAwait(false);
        return plan.Status;
    }

    /// <inheritdoc/>
    public async Task RestartTaskAsync(ConnectorTaskId id, CancellationToken cancellationToken)
    {
        var transition = await _offsetChanges.DecideAsync(
            id.Connector,
            () =>
            {
                Require(id.Connector);
                return id.Task < 0 || id.Task >= _configs.Snapshot.TasksOf(id.Connector).Length
                    ? throw new ConnectorNotFoundException($"Task {id} not found")
                    : Task.FromResult(Apply(id.Connector, new RestartScope(false, [id.Task])));
            },
            cancellationToken).ConfigureAwait(false);
        await transition.TasksChanged.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<string> ChangeOffsetsAsync(string name, IReadOnlyList<ConnectorOffset>? offsets, CancellationToken cancellationToken)
    {
        var change =
            await _offsetChanges.BeginAsync(
                name, () => ChangeOffsetsAsync(_leader.RequireStopped(name), offsets, cancellationToken), cancellationToken).ConfigureAwait(false);
        return await change.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task PutTaskConfigsAsync(ConnectorConfig connector, IReadOnlyList<TaskConfig> tasks, CancellationToken cancellationToken)
    {
        var name = connector.Name;
        var transition = await _flow.RunAsync(
            async () => await _leader.PutTasksAsync(connector, tasks).ConfigureAwait(false)
                ? Apply(name) : null, cancellationToken).ConfigureAwait(false);
        if (transition is not null)
            _ = RemoveOldStatusesAsync(name, transition);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _finishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _flow.DisposeAsync().ConfigureAwait(false);
        await _worker.DisposeAsync().ConfigureAwait(false);
        if (_engine.ExactlyOnce?.Fencing is IAsyncDisposable fencing)
            await fencing.DisposeAsync().ConfigureAwait(false);
        _ending.Dispose();
    }

    /// <summary>Applies the stored state of a connector. Called on the loop.</summary>
    private Transition Apply(string name, RestartScope? restart = null) =>
        _worker.Apply(
            name, DesiredState.Of(name, _configs.Snapshot, Assignment.Everything), restart
                ?? RestartScope.None, () => _ = _reconfiguration.UpdateInBackgroundAsync(name));

    /// <summary>Restarts a connector or tasks after a failure or a changed secret.</summary>
    private async Task RestartAutomaticallyAsync(string name, RestartScope scope)
    {
        var transition = await _offsetChanges.DecideAsync(
            name, () => Task.FromResult(_configs.Snapshot.Contains(name) ? Apply(name, scope) : null), CancellationToken.None).ConfigureAwait(false);
        if (scope.Connector && transition is not null)
            await _reconfiguration.UpdateInBackgroundAsync(name, transition.Started).ConfigureAwait(false);
    }

    /// <summary>Stops a connector that has finished, unless it has other tasks by now.</summary>
    private async Task StopFinishedAsync(string name, long generation, CancellationToken cancellationToken)
    {
        var transition = await _offsetChanges.DecideAsync(
            name, async () => await _leader.StopFinishedAsync(name, generation).ConfigureAwait(false) ? Apply(name) : null,
            cancellationToken).ConfigureAwait(false);
        if (transition is not null)
            _ = RemoveOldStatusesAsync(name, transition);
    }

    private async Task FinishAsync(string name, Transition transition)
    {
        await transition.Started.ConfigureAwait(false);
        await _reconfiguration.UpdateAsync(name).ConfigureAwait(false);
    }

    private async Task RemoveOldStatusesAsync(string name, Transition transition)
    {
        await transition.Stopped.ConfigureAwait(false);
        try
        {
            await _flow.RunAsync(() =>
            {
                _leader.RemoveOldStatuses(name, _configs.Snapshot);
                _worker.Forget(name);
                if (!_configs.Snapshot.Contains(name))
                    _engine.Troubles.Forget(name);
                return Task.CompletedTask;
            }).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The worker shuts down; its statuses are in memory only.
        }
    }

    /// <summary>Changes offsets once the tasks of the stopped connector have ended: a late commit must not overwrite the change.</summary>
    private async Task<string> ChangeOffsetsAsync(
        ConnectorConfig config, IReadOnlyList<ConnectorOffset>? offsets, CancellationToken cancellationToken)
    {
        await _worker.TasksSettled(config.Name).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_engine.ExactlyOnce is { } exactlyOnce && _engine.Plugins.GetUnstartedConnector(config.ConnectorClass ?? "") is ISourceConnector)
        {
            var generation = _configs.Snapshot.GenerationOf(config.Name);
            await exactlyOnce.Fencing.FenceAsync(new ConnectorTaskId(config.Name, 0), generation, cancellationToken).ConfigureAwait(false);
        }

        return await _engine.PluginThreads.StartAsync(() => _offsets.ChangeAsync(config, offsets, cancellationToken)).WaitAsync(cancellationToken)
            .ConfigureAwait(false);
    }

    private void Require(string name, string? missing = null)
    {
        if (!_configs.Snapshot.Contains(name))
            throw missing is null ? ConnectorViews.NotFound(name) : new ConnectorNotFoundException(missing);
    }
}
