using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;
using Connect.Runtime.Workers;

namespace Connect.Runtime.Herding;

/// <summary>Decides which connectors and tasks there are and what they are to do, and stores that. It starts and stops nothing: workers do, from what is stored.</summary>
/// <remarks>Called from one flow.</remarks>
internal sealed class Leader(IConfigStore configs, IStatusStore statuses, StatusRecorder recorder, ConnectorViews views)
{
    /// <summary>Stores the configuration of a connector.</summary>
    /// <returns>Whether the connector is new; null when its configuration is no longer <paramref name="basis"/>.</returns>
    /// <exception cref="ConnectorAlreadyExistsException">There is one, and it is not to be changed.</exception>
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

    /// <summary>Stores what a connector is to do. A stopped one has no tasks.</summary>
    public async Task PutTargetAsync(string name, TargetState target)
    {
        if (target == TargetState.Stopped && !configs.Snapshot.TasksOf(name).IsEmpty)
            await configs.PutTasksAsync(name, [], CancellationToken.None).ConfigureAwait(false);
        await configs.PutTargetStateAsync(name, target, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Stores the tasks that a connector asks for, if they differ from those it has or its configuration has changed since.</summary>
    /// <param name="connector">The configuration from which it made them; when there is another by now, they are ignored.</param>
    /// <param name="tasks">Their configurations, variables unresolved.</param>
    /// <returns>Whether anything has changed.</returns>
    public async Task<bool> PutTasksAsync(ConnectorConfig connector, IReadOnlyList<TaskConfig> tasks)
    {
        var (name, snapshot) = (connector.Name, configs.Snapshot);
        if (!connector.Equals(snapshot.Connectors.GetValueOrDefault(name)) || snapshot.TargetStateOf(name) == TargetState.Stopped)
            return false;
        if (snapshot.Tasks.ContainsKey(name) && snapshot.TasksOf(name).SequenceEqual(tasks) && connector.Equals(snapshot.Applied.GetValueOrDefault(name)))
            return false;
        await configs.PutTasksAsync(name, tasks, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    /// <summary>Makes the plan of a restart.</summary>
    /// <exception cref="ConnectorNotFoundException">Nothing is known of the connector yet.</exception>
    public RestartPlan PlanRestart(RestartRequest request) => statuses.Get(request.ConnectorName) is null
        ? throw new ConnectorNotFoundException($"Status for connector {request.ConnectorName} not found")
        : RestartPlan.Of(views.StatusOf(request.ConnectorName), request);

    /// <summary>The configuration of a connector whose offsets may be changed.</summary>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    /// <exception cref="BadRequestException">It is not stopped.</exception>
    public ConnectorConfig RequireStopped(string name)
    {
        var (config, snapshot) = (views.ConfigOf(name), configs.Snapshot);
        return snapshot.TargetStateOf(name) == TargetState.Stopped && snapshot.TasksOf(name).IsEmpty
            ? config
            : throw new BadRequestException(
                "Connectors must be in the STOPPED state before their offsets can be modified. This can be done for the specified connector by issuing a 'PUT' request to the "
                + $"'/connectors/{name}/stop' endpoint");
    }

    /// <summary>Removes the statuses of what is no longer configured. Called when it runs nowhere any more.</summary>
    public void RemoveOldStatuses(string name)
    {
        var count = configs.Snapshot.TasksOf(name).Length;
        foreach (var (task, _) in statuses.GetTasks(name).Where(task => task.Key.Task >= count))
            recorder.OnTaskState(task, TaskState.Destroyed, null, null);
        if (configs.Snapshot.Contains(name))
            return;
        recorder.OnConnectorState(name, ConnectorState.Destroyed, null, null);
        statuses.RemoveTopics(name);
    }
}
