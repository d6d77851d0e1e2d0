namespace Connect.Runtime.Herding;

/// <summary>What a restart request restarts, given the status of the connector and its tasks.</summary>
/// <param name="RestartsConnector">Whether the connector is restarted.</param>
/// <param name="Tasks">The tasks that are restarted.</param>
/// <param name="Status">The status for the answer: what is restarted has the state RESTARTING.</param>
internal sealed record RestartPlan(bool RestartsConnector, IReadOnlyList<ConnectorTaskId> Tasks, ConnectorStatus Status)
{
    /// <summary>Creates the plan.</summary>
    public static RestartPlan Of(ConnectorStatus status, RestartRequest request)
    {
        var restartsConnector = !request.OnlyFailed || status.State == ConnectorState.Failed;
        var tasks = request.IncludeTasks
            ? status.Tasks.Where(task => !request.OnlyFailed || task.State == TaskState.Failed).Select(task => task.Id).ToArray()
            : [];
        return new RestartPlan(restartsConnector, tasks, status with
        {
            State = restartsConnector ? ConnectorState.Restarting : status.State,
            Tasks = [.. status.Tasks.Select(task => tasks.Contains(task.Id) ? task with { State = TaskState.Restarting } : task)],
        });
    }
}
