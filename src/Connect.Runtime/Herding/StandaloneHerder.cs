using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>The herder of a worker that runs alone: it is the leader, and everything is assigned to it.</summary>
/// <remarks>Safe for use from several threads. Each change is one turn of the herder's flow: the leader decides, the worker begins. Nothing of a connector's is waited for on the flow, so that a connector which
/// takes long, blocks or hangs delays only who asked for it. Corresponds to <c>org.apache.kafka.connect.runtime.standalone.StandaloneHerder</c>.</remarks>
internal sealed class StandaloneHerder : IHerder, ILeader
{
    private readonly Mailbox _flow = new();
    private readonly EngineServices _engine;
    private readonly IConfigStore _configs;
    private readonly Leader _leader;
    private readonly Worker _worker;
    private readonly TaskReconfiguration _reconfiguration;
    private readonly OffsetAdmin _offsets;
    private readonly Dictionary<string, Task> _offsetChanges = new(StringComparer.Ordinal);

    /// <summary>Makes a herder without connectors.</summary>
    /// <param name="engine">What the parts of the worker share.</param>
    /// <param name="configs">Keeps configurations.</param>
    /// <param name="views">Shows what the stores hold.</param>
    public StandaloneHerder(EngineServices engine, IConfigStore configs, ConnectorViews views)
    {
        _engine = engine;
        _configs = configs;
        var recorder = new StatusRecorder(engine.Statuses, engine.Settings.WorkerId, () => 0, engine.Variables.Secrets);
        _leader = new Leader(configs, engine.Statuses, recorder, views);
        _worker = new Worker(engine, recorder, recorder);
        _reconfiguration = new TaskReconfiguration(_worker, this, engine.Loggers.CreateLogger<TaskReconfiguration>());
        _offsets = new OffsetAdmin(engine, views);
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => _flow.RunAsync(() => Task.CompletedTask, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool?> PutConnectorAsync(ConnectorConfig config, TargetState? target, bool mayReplace, ConnectorConfig? basis, CancellationToken cancellationToken)
    {
        var (isNew, transition) = await DecideAsync(
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
        var transition = await DecideAsync(
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
        var transition = await DecideAsync(
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
        var transition = await DecideAsync(
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
        var (plan, transition) = await DecideAsync(
            name,
            () =>
            {
                Require(name, $"Unknown connector: {name}");
                var plan = _leader.PlanRestart(request);
                return Task.FromResult((plan, Apply(name, new RestartScope(plan.RestartsConnector, [.. plan.Tasks.Select(task => task.Task)], IsAnnounced: true))));
            },
            cancellationToken).ConfigureAwait(false);
        if (plan.RestartsConnector)
            _ = _reconfiguration.UpdateInBackgroundAsync(name, transition.Started);

        // Who reads the status after this sees RESTARTING or newer.
        await transition.Stopped.WaitAsync(cancellationToken).ConfigureAwait(false);
        return plan.Status;
    }

    /// <inheritdoc/>
    public async Task RestartTaskAsync(ConnectorTaskId id, CancellationToken cancellationToken)
    {
        var transition = await DecideAsync(
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
        var change = await DecideAsync(
            name,
            () =>
            {
                var change = ChangeOffsetsAsync(_leader.RequireStopped(name), offsets, cancellationToken);
                _offsetChanges[name] = change;
                return Task.FromResult(change);
            },
            cancellationToken).ConfigureAwait(false);
        return await change.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task PutTaskConfigsAsync(ConnectorConfig connector, IReadOnlyList<TaskConfig> tasks, CancellationToken cancellationToken)
    {
        var name = connector.Name;
        var transition = await _flow.RunAsync(
            async () => await _leader.PutTasksAsync(connector, tasks).ConfigureAwait(false) ? Apply(name) : null, cancellationToken).ConfigureAwait(false);
        if (transition is not null)
            _ = RemoveOldStatusesAsync(name, transition);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _flow.DisposeAsync().ConfigureAwait(false);
        await _worker.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Makes a decision about a connector; waits outside of the flow while its offsets are being changed.</summary>
    private async Task<T> DecideAsync<T>(string name, Func<Task<T>> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (change, decision) = await _flow.RunAsync(
                async () =>
                {
                    if (_offsetChanges.TryGetValue(name, out var change) && !change.IsCompleted)
                        return (change, default(T)!);
                    _offsetChanges.Remove(name);
                    return ((Task?)null, await decide().ConfigureAwait(false));
                },
                cancellationToken).ConfigureAwait(false);
            if (change is null)
                return decision;
            await ((Task)change.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Begins what the stores say of a connector by now. Called on the flow.</summary>
    private Transition Apply(string name, RestartScope? restart = null) =>
        _worker.Apply(name, DesiredState.Of(name, _configs.Snapshot, Assignment.Everything), restart ?? RestartScope.None, () => _ = _reconfiguration.UpdateInBackgroundAsync(name));

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
                _leader.RemoveOldStatuses(name);
                _worker.Forget(name);
                if (!_configs.Snapshot.Contains(name))
                    _engine.Troubles.Forget(name);
                return Task.CompletedTask;
            }).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The worker shuts down, and its statuses with it.
        }
    }

    /// <summary>The tasks of a stopped connector may still be on their way out, and what they commit must not follow the change.</summary>
    private async Task<string> ChangeOffsetsAsync(ConnectorConfig config, IReadOnlyList<ConnectorOffset>? offsets, CancellationToken cancellationToken)
    {
        await _worker.TasksSettled(config.Name).WaitAsync(cancellationToken).ConfigureAwait(false);
        return await _engine.PluginThreads.StartAsync(() => _offsets.ChangeAsync(config, offsets, cancellationToken)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Require(string name, string? missing = null)
    {
        if (!_configs.Snapshot.Contains(name))
            throw missing is null ? ConnectorViews.NotFound(name) : new ConnectorNotFoundException(missing);
    }
}
