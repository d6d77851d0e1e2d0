using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;
using Connect.Runtime.Workers;

namespace Connect.Runtime.Herding;

/// <summary>Decides which connectors and tasks exist and their target states, and stores the decisions. Starts and stops nothing: workers do that
/// according to the stores.</summary>
/// <remarks>Decisions about the same connector must be made one after the other; those about different connectors may be made side by side.</remarks>
internal sealed class Leader(IConfigStore configs, IStatusStore statuses, StatusRecorder recorder, ConnectorViews views)
{
    /// <summary>Stores the configuration of a connector.</summary>
    /// <returns>Whether the connector is new; null if its configuration is no longer <paramref name="basis"/>.</returns>
    /// <exception cref="ConnectorAlreadyExistsException">The connector exists and may not be changed.</exception>
    public async Task<bool?> PutConnectorAsync(ConnectorConfig config, TargetState? target, bool mayReplace, ConnectorConfig? basis)
    {
        var existing = configs.Snapshot.Connectors.GetValueOrDefault(config.Name);
        if (existing is not null && !mayReplace)
            throw new ConnectorAlreadyExistsException($"Connector {config.Name} already exists");
        if (basis is not null && !basis.Equals(existing))
            return null;
        await configs.PutConnectorAsync(config, target, CancellationToken.None).ConfigureAwait(false);
        return existing is null;
    }

    /// <summary>Removes a connector.</summary>
    public async Task RemoveConnectorAsync(string name)
    {
        await configs.RemoveConnectorAsync(name, CancellationToken.None).ConfigureAwait(false);
        statuses.RemoveTopics(name);
    }

    /// <summary>Stores the target state of a connector. A stopped connector has no tasks.</summary>
    public async Task PutTargetAsync(string name, TargetState target)
    {
        if (target == TargetState.Stopped && !configs.Snapshot.TasksOf(name).IsEmpty)
            await configs.PutTasksAsync(name, [], CancellationToken.None).ConfigureAwait(false);
        await configs.PutTargetStateAsync(name, target, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Stops a connector whose tasks have finished.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="generation">The generation of these tasks.</param>
    /// <returns>False if it has other tasks by now, or another target.</returns>
    public async Task<bool> StopFinishedAsync(string name, long generation)
    {
        var snapshot = configs.Snapshot;
        if (!snapshot.Contains(name) || snapshot.GenerationOf(name) != generation || snapshot.TargetStateOf(name) != TargetState.Started)
            return false;
        await PutTargetAsync(name, TargetState.Stopped).ConfigureAwait(false);
        return true;
    }

    /// <summary>Stores a connector's task configurations if they differ from the stored ones, or if the connector's configuration has changed
    /// since.</summary>
    /// <param name="connector">The configuration from which the connector created them. If another one is stored by now, they are ignored.</param>
    /// <param name="tasks">The task configurations, with unresolved variables.</param>
    /// <returns>Whether anything has changed.</returns>
    public async Task<bool> PutTasksAsync(ConnectorConfig connector, IReadOnlyList<TaskConfig> tasks)
    {
        var (name, snapshot) = (connector.Name, configs.Snapshot);
        if (!connector.Equals(snapshot.Connectors.GetValueOrDefault(name)) || snapshot.TargetStateOf(name) == TargetState.Stopped)
            return false;
        if (snapshot.Tasks.ContainsKey(name) && snapshot.TasksOf(name).SequenceEqual(tasks)
            && connector.Equals(snapshot.Applied.GetValueOrDefault(name)))
            return false;
        await configs.PutTasksAsync(name, tasks, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    /// <summary>Plans a restart.</summary>
    /// <exception cref="ConnectorNotFoundException">The connector has no status yet.</exception>
    public RestartPlan PlanRestart(RestartRequest request) => statuses.Get(request.ConnectorName) is null
        ? throw new ConnectorNotFoundException($"Status for connector {request.ConnectorName} not found")
        : RestartPlan.Of(views.StatusOf(request.ConnectorName), request);

    /// <summary>Returns a connector's configuration if its offsets may be changed.</summary>
    /// <exception cref="ConnectorNotFoundException">There is no such connector.</exception>
    /// <exception cref="BadRequestException">The connector is not stopped.</exception>
    public ConnectorConfig RequireStopped(string name)
    {
        var (config, snapshot) = (views.ConfigOf(name), configs.Snapshot);
        return snapshot.TargetStateOf(name) == TargetState.Stopped && snapshot.TasksOf(name).IsEmpty
            ? config
            : throw new BadRequestException(
                "Connectors must be in the STOPPED state before their offsets can be modified. This can be done for the specified connector by "
                    + "issuing a 'PUT' request to the "
                + $"'/connectors/{name}/stop' endpoint");
    }

    /// <summary>Removes the statuses of a connector and tasks that are no longer configured. Called once they run nowhere.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="snapshot">The stored configuration.</param>
    public void RemoveOldStatuses(string name, ConfigSnapshot snapshot)
    {
        var count = snapshot.TasksOf(name).Length;
        foreach (var (task, _) in statuses.GetTasks(name).Where(task => task.Key.Task >= count))
            recorder.OnTaskState(task, TaskState.Destroyed, null, null);
        if (snapshot.Contains(name))
            return;
        recorder.OnConnectorState(name, ConnectorState.Destroyed, null, null);
        statuses.RemoveTopics(name);
    }
}
