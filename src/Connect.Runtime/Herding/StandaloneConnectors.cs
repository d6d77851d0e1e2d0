using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>The changes of a standalone worker's connectors, one after the other.</summary>
/// <remarks>Called from the herder's flow alone. Corresponds to the synchronized methods of <c>StandaloneHerder</c>.</remarks>
internal sealed partial class StandaloneConnectors(
    IConfigStore configs, IStatusStore statuses, Worker worker, StatusRecorder recorder, ConnectorViews views, Action<string> requestReconfiguration, ILogger<StandaloneConnectors> logger)
{
    /// <summary>Creates a connector or gives it another configuration.</summary>
    /// <exception cref="ConnectorAlreadyExistsException">There is one, and it is not to be changed.</exception>
    public async Task<ConnectorUpdate> PutAsync(ConnectorConfig config, TargetState? target, bool mayReplace)
    {
        var exists = configs.Snapshot.Contains(config.Name);
        if (exists && !mayReplace)
            throw new ConnectorAlreadyExistsException($"Connector {config.Name} already exists");
        if (exists)
            await worker.StopConnectorAsync(config.Name).ConfigureAwait(false);
        await configs.PutConnectorAsync(config, target, CancellationToken.None).ConfigureAwait(false);
        await StartAsync(config.Name).ConfigureAwait(false);
        return new ConnectorUpdate(!exists, views.InfoOf(config.Name));
    }

    /// <summary>Stops and removes a connector.</summary>
    public async Task DeleteAsync(string name)
    {
        Require(name, () => ConnectorViews.NotFound(name));
        await RemoveTasksAsync(name).ConfigureAwait(false);
        await worker.StopConnectorAsync(name).ConfigureAwait(false);
        await configs.RemoveConnectorAsync(name, CancellationToken.None).ConfigureAwait(false);
        recorder.OnConnectorState(name, ConnectorState.Destroyed, null, null);
        statuses.RemoveTopics(name);
    }

    /// <summary>Pauses or resumes.</summary>
    public async Task SetTargetAsync(string name, TargetState target)
    {
        Require(name, () => new ConnectorNotFoundException($"Unknown connector {name}"));
        await configs.PutTargetStateAsync(name, target, CancellationToken.None).ConfigureAwait(false);
        try
        {
            await worker.SetTargetAsync(name, target).ConfigureAwait(false);
            if (target == TargetState.Started)
                await UpdateTasksAsync(name).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // What was asked for is kept; that the connector did not get there is in its status.
            Log.TargetNotReached(logger, name, target, e);
        }
    }

    /// <summary>Stops: first the tasks go, then the connector.</summary>
    public async Task StopAsync(string name)
    {
        Require(name, () => new ConnectException($"No connector `{name}` configured"));
        await RemoveTasksAsync(name).ConfigureAwait(false);
        await configs.PutTargetStateAsync(name, TargetState.Stopped, CancellationToken.None).ConfigureAwait(false);
        await worker.SetTargetAsync(name, TargetState.Stopped).ConfigureAwait(false);
    }

    /// <summary>Restarts the connector alone.</summary>
    public async Task RestartAsync(string name)
    {
        Require(name, () => new ConnectException($"Connector {name} not found"));
        await worker.StopConnectorAsync(name).ConfigureAwait(false);
        await StartAsync(name).ConfigureAwait(false);
    }

    /// <summary>Restarts what a request asks for.</summary>
    public async Task<ConnectorStatus> RestartAsync(RestartRequest request)
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
            await StartInBackgroundAsync(name).ConfigureAwait(false);
        foreach (var task in plan.Tasks)
            StartTask(task);
        return plan.Status;
    }

    /// <summary>Restarts one task.</summary>
    public async Task RestartAsync(ConnectorTaskId id)
    {
        var snapshot = configs.Snapshot;
        Require(id.Connector, () => new ConnectException($"Connector {id.Connector} not found"));
        if (id.Task < 0 || id.Task >= snapshot.TasksOf(id.Connector).Length)
            throw new ConnectException($"Task {id} not found");
        await worker.StopTasksAsync([id]).ConfigureAwait(false);
        StartTask(id);
    }

    /// <summary>Asks a running connector for its tasks, and replaces those it has if they differ or its configuration has changed.</summary>
    public async Task UpdateTasksAsync(string name)
    {
        if (!worker.IsRunning(name))
            return;
        var snapshot = configs.Snapshot;
        var config = snapshot.Connectors[name];
        IReadOnlyList<TaskConfig> tasks;
        try
        {
            tasks = [.. (await worker.GetTaskConfigsAsync(name).ConfigureAwait(false)).Select(task => Unresolve(task, config))];
        }
        catch (Exception e)
        {
            worker.FailConnector(name, e);
            throw;
        }

        var isUnchanged = snapshot.TasksOf(name).SequenceEqual(tasks) && config.Equals(snapshot.Applied.GetValueOrDefault(name));
        if (isUnchanged && snapshot.Tasks.ContainsKey(name))
            return;
        await RemoveTasksAsync(name).ConfigureAwait(false);
        await configs.PutTasksAsync(name, tasks, CancellationToken.None).ConfigureAwait(false);
        foreach (var task in configs.Snapshot.TaskIdsOf(name))
            StartTask(task);
    }

    private async Task StartAsync(string name)
    {
        var snapshot = configs.Snapshot;
        await worker.StartConnectorAsync(snapshot.Connectors[name], snapshot.TargetStateOf(name), () => requestReconfiguration(name)).ConfigureAwait(false);
        await UpdateTasksAsync(name).ConfigureAwait(false);
    }

    private async Task StartInBackgroundAsync(string name)
    {
        try
        {
            await StartAsync(name).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The caller has the plan already; the connector's status says that it failed, and why.
            Log.RestartFailed(logger, name, e);
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
