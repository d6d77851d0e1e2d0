namespace Connect.Runtime.Workers;

/// <summary>What has to be done to bring one connector from a state to another.</summary>
/// <remarks>Stops come before starts. Computed from the two states alone: the whole decision, free of effects.</remarks>
/// <param name="StopsConnector">Whether the connector's instance is stopped.</param>
/// <param name="StartsConnector">Whether a new instance is made and brought to its target.</param>
/// <param name="ChangesTarget">Whether what goes on running is paused, resumed or stopped.</param>
/// <param name="StopsTasks">The tasks that are stopped, by number.</param>
/// <param name="StartsTasks">The tasks that are started when all of those have stopped, by number.</param>
internal sealed record StateDifference(
    bool StopsConnector, bool StartsConnector, bool ChangesTarget, IReadOnlyList<int> StopsTasks, IReadOnlyList<int> StartsTasks)
{
    /// <summary>Finds the difference.</summary>
    /// <param name="current">What the worker was told last.</param>
    /// <param name="next">What it is told now.</param>
    /// <param name="restart">What is restarted although it is the same in both.</param>
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
