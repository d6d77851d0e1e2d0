using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>The changes of a standalone worker's connectors, one after the other.</summary>
/// <remarks>Safe for use from several threads: each change is made in steps on the herder's flow. Between two steps a connector starts, stops or thinks about its tasks, on its own flow,
/// so that none holds up the others; whatever was overtaken meanwhile is left alone. Corresponds to the synchronized methods of <c>StandaloneHerder</c> and their callbacks.</remarks>
internal sealed partial class StandaloneConnectors(
    Mailbox flow, IConfigStore configs, IStatusStore statuses, Worker worker, StatusRecorder recorder, ConnectorViews views, ILogger<StandaloneConnectors> logger)
{
    private readonly Dictionary<string, int> _newestRounds = new(StringComparer.Ordinal);

    /// <summary>Creates a connector or gives it another configuration; waits until it runs and has its tasks.</summary>
    /// <param name="config">The configuration, valid.</param>
    /// <param name="target">What it is to do; null for what it does, or to run.</param>
    /// <param name="mayReplace">Whether there may be one.</param>
    /// <param name="basis">The configuration that is changed; null for whatever there is.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What became of it; null when the connector's configuration is not the basis any more.</returns>
    /// <exception cref="ConnectorAlreadyExistsException">There is one, and it is not to be changed.</exception>
    public async Task<ConnectorUpdate?> PutAsync(ConnectorConfig config, TargetState? target, bool mayReplace, ConnectorConfig? basis, CancellationToken cancellationToken)
    {
        var name = config.Name;
        var (exists, starting) = await flow.RunAsync(
            async () =>
            {
                var exists = configs.Snapshot.Contains(name);
                if (exists && !mayReplace)
                    throw new ConnectorAlreadyExistsException($"Connector {name} already exists");
                if (basis is not null && !basis.Equals(configs.Snapshot.Connectors.GetValueOrDefault(name)))
                    return (exists, null);
                if (exists)
                    await worker.StopConnectorAsync(name).ConfigureAwait(false);
                await configs.PutConnectorAsync(config, target, CancellationToken.None).ConfigureAwait(false);
                return (exists, (Task?)await BeginAsync(name).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
        if (starting is null)
            return null;
        await FinishAsync(name, starting).WaitAsync(cancellationToken).ConfigureAwait(false);
        return new ConnectorUpdate(!exists, views.InfoOf(name));
    }

    /// <summary>Stops and removes a connector.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) => flow.RunAsync(
        async () =>
        {
            Require(name, () => ConnectorViews.NotFound(name));
            await RemoveTasksAsync(name).ConfigureAwait(false);
            await worker.StopConnectorAsync(name).ConfigureAwait(false);
            await configs.RemoveConnectorAsync(name, CancellationToken.None).ConfigureAwait(false);
            recorder.OnConnectorState(name, ConnectorState.Destroyed, null, null);
            statuses.RemoveTopics(name);
            _newestRounds.Remove(name);
        },
        cancellationToken);

    /// <summary>Pauses or resumes; does not wait until that is done.</summary>
    public async Task SetTargetAsync(string name, TargetState target, CancellationToken cancellationToken)
    {
        var changing = await flow.RunAsync(
            async () =>
            {
                Require(name, () => new ConnectorNotFoundException($"Unknown connector {name}"));
                await configs.PutTargetStateAsync(name, target, CancellationToken.None).ConfigureAwait(false);
                return worker.BeginTarget(name, target);
            },
            cancellationToken).ConfigureAwait(false);
        _ = FinishInBackgroundAsync(name, changing, target);
    }

    /// <summary>Stops: first the tasks go, then the connector.</summary>
    public async Task StopAsync(string name, CancellationToken cancellationToken)
    {
        var stopping = await flow.RunAsync(
            async () =>
            {
                Require(name, () => new ConnectException($"No connector `{name}` configured"));
                await RemoveTasksAsync(name).ConfigureAwait(false);
                await configs.PutTargetStateAsync(name, TargetState.Stopped, CancellationToken.None).ConfigureAwait(false);
                return worker.BeginTarget(name, TargetState.Stopped);
            },
            cancellationToken).ConfigureAwait(false);
        await stopping.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Restarts the connector alone.</summary>
    public async Task RestartAsync(string name, CancellationToken cancellationToken)
    {
        var starting = await flow.RunAsync(
            async () =>
            {
                Require(name, () => new ConnectException($"Connector {name} not found"));
                await worker.StopConnectorAsync(name).ConfigureAwait(false);
                return await BeginAsync(name).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        await FinishAsync(name, starting).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Restarts what a request asks for; does not wait until it runs.</summary>
    public Task<ConnectorStatus> RestartAsync(RestartRequest request, CancellationToken cancellationToken) => flow.RunAsync(
        async () =>
        {
            var name = request.ConnectorName;
            Require(name, () => new ConnectorNotFoundException($"Unknown connector: {name}"));
            if (statuses.Get(name) is null)
                throw new ConnectorNotFoundException($"Status for connector {name} not found");
            var plan = RestartPlan.Of(views.StatusOf(name), request);
            if (plan.RestartsConnector)
            {
                await worker.StopConnectorAsync(name).ConfigureAwait(false);
                recorder.OnConnectorState(name, ConnectorState.Restarting, null, null);
            }

            await worker.StopTasksAsync(plan.Tasks).ConfigureAwait(false);
            foreach (var task in plan.Tasks)
                recorder.OnTaskState(task, TaskState.Restarting, null, null);
            if (plan.RestartsConnector)
                _ = FinishInBackgroundAsync(name, await BeginOrFailAsync(name).ConfigureAwait(false), configs.Snapshot.TargetStateOf(name));
            foreach (var task in plan.Tasks)
                StartTask(task);
            return plan.Status;
        },
        cancellationToken);

    /// <summary>Restarts one task.</summary>
    public Task RestartAsync(ConnectorTaskId id, CancellationToken cancellationToken) => flow.RunAsync(
        async () =>
        {
            var snapshot = configs.Snapshot;
            Require(id.Connector, () => new ConnectException($"Connector {id.Connector} not found"));
            if (id.Task < 0 || id.Task >= snapshot.TasksOf(id.Connector).Length)
                throw new ConnectException($"Task {id} not found");
            await worker.StopTasksAsync([id]).ConfigureAwait(false);
            StartTask(id);
        },
        cancellationToken);

    /// <summary>Asks a running connector for its tasks, and replaces those it has if they differ or its configuration has changed.</summary>
    /// <exception cref="Exception">The connector could not say; it is FAILED.</exception>
    public async Task UpdateTasksAsync(string name)
    {
        var (running, round) = await flow.RunAsync(() => Task.FromResult(
            (worker.FindRunning(name), _newestRounds[name] = _newestRounds.GetValueOrDefault(name) + 1))).ConfigureAwait(false);
        if (running is null)
            return;
        IReadOnlyList<TaskConfig> asked;
        try
        {
            asked = await worker.GetTaskConfigsAsync(running).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await flow.RunAsync(() =>
            {
                if (worker.IsRunning(running))
                    running.Fail(e);
                return Task.CompletedTask;
            }).ConfigureAwait(false);
            throw;
        }

        await flow.RunAsync(() => worker.IsRunning(running) && _newestRounds.GetValueOrDefault(name) == round ? ReplaceTasksAsync(name, asked) : Task.CompletedTask).ConfigureAwait(false);
    }

    private async Task ReplaceTasksAsync(string name, IReadOnlyList<TaskConfig> asked)
    {
        var snapshot = configs.Snapshot;
        var config = snapshot.Connectors[name];
        IReadOnlyList<TaskConfig> tasks = [.. asked.Select(task => Unresolve(task, config))];
        var isUnchanged = snapshot.TasksOf(name).SequenceEqual(tasks) && config.Equals(snapshot.Applied.GetValueOrDefault(name));
        if (isUnchanged && snapshot.Tasks.ContainsKey(name))
            return;
        await RemoveTasksAsync(name).ConfigureAwait(false);
        await configs.PutTasksAsync(name, tasks, CancellationToken.None).ConfigureAwait(false);
        foreach (var task in configs.Snapshot.TaskIdsOf(name))
            StartTask(task);
    }

    private Task<Task> BeginAsync(string name)
    {
        var snapshot = configs.Snapshot;
        return worker.BeginConnectorAsync(snapshot.Connectors[name], snapshot.TargetStateOf(name), () => _ = ReconfigureAsync(name));
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
            Log.TargetNotReached(logger, name, target, e);
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
            Log.ReconfigurationFailed(logger, name, e);
        }
    }

    private async Task RemoveTasksAsync(string name)
    {
        var tasks = configs.Snapshot.TaskIdsOf(name);
        if (tasks.Count == 0)
            return;
        await worker.StopTasksAsync(tasks).ConfigureAwait(false);
        await configs.PutTasksAsync(name, [], CancellationToken.None).ConfigureAwait(false);
        foreach (var task in tasks)
            recorder.OnTaskState(task, TaskState.Destroyed, null, null);
    }

    private void StartTask(ConnectorTaskId id)
    {
        var snapshot = configs.Snapshot;
        var tasks = snapshot.TasksOf(id.Connector);
        worker.StartTask(id, snapshot.Connectors[id.Connector], tasks[id.Task], tasks.Length, snapshot.TargetStateOf(id.Connector));
    }

    private void Require(string name, Func<Exception> missing)
    {
        if (!configs.Snapshot.Contains(name))
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
