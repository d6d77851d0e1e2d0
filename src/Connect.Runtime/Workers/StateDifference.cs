namespace Connect.Runtime.Workers;

/// <summary>The changes that bring one connector from one state to another.</summary>
/// <remarks>Stops come before starts. Computed only from the two states, without side effects.</remarks>
/// <param name="StopsConnector">Whether to stop the connector's instance.</param>
/// <param name="StartsConnector">Whether to create a new instance and bring it to its target state.</param>
/// <param name="ChangesTarget">Whether to pause, resume or stop what keeps running.</param>
/// <param name="StopsTasks">The numbers of the tasks to stop.</param>
/// <param name="StartsTasks">The numbers of the tasks to start after all those have stopped.</param>
internal sealed record StateDifference(
    bool StopsConnector, bool StartsConnector, bool ChangesTarget, IReadOnlyList<int> StopsTasks, IReadOnlyList<int> StartsTasks)
{
    /// <summary>Computes the difference.</summary>
    /// <param name="current">The state that was applied last.</param>
    /// <param name="next">The new state.</param>
    /// <param name="restart">What to restart even if it has not changed.</param>
    public static StateDifference Between(DesiredState current, DesiredState next, RestartScope restart)
    {
        // Each configuration that is put is a new one, also with the same content: it restarts the connector, as in Kafka Connect.
        var isReplaced = current.RunsConnector && next.RunsConnector && (restart.Connector || !ReferenceEquals(current.Config, next.Config));
        var isNewGeneration = current.Generation != next.Generation;
        bool Restarts(int task) => isNewGeneration || restart.Tasks.Contains(task);
        return new StateDifference(
            current.RunsConnector && (isReplaced || !next.RunsConnector),
            next.RunsConnector && (isReplaced || !current.RunsConnector),
            current.Target != next.Target && !current.IsNothing && !next.IsNothing,
            [.. current.Tasks.Keys.Where(task => Restarts(task) || !next.Tasks.ContainsKey(task))],
            [.. next.Tasks.Keys.Where(task => Restarts(task) || !current.Tasks.ContainsKey(task))]);
    }
}
