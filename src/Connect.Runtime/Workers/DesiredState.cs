using System.Collections.Immutable;
using Connect.Connectors;
using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;

namespace Connect.Runtime.Workers;

/// <summary>What a worker must run of one connector. Immutable.</summary>
/// <param name="Config">The connector's configuration, with unresolved variables; null if nothing of it must run.</param>
/// <param name="Target">The connector's target state.</param>
/// <param name="RunsConnector">Whether the connector itself runs here.</param>
/// <param name="Generation">The generation of the task configurations.</param>
/// <param name="Tasks">The configurations of the tasks that run here, by number, with unresolved variables.</param>
internal sealed record DesiredState(
    ConnectorConfig? Config, TargetState Target, bool RunsConnector, long Generation, ImmutableSortedDictionary<int, TaskConfig> Tasks)
{
    /// <summary>Nothing.</summary>
    public static DesiredState Nothing { get; } = new(null, TargetState.Stopped, false, 0, ImmutableSortedDictionary<int, TaskConfig>.Empty);

    /// <summary>The number of the connector's tasks, on all workers.</summary>
    public int TaskCount { get; init; }

    /// <summary>Whether nothing must run.</summary>
    public bool IsNothing => !RunsConnector && Tasks.IsEmpty;

    /// <summary>Determines what is both configured for a connector and assigned to this worker.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="configs">The configurations.</param>
    /// <param name="assignment">The worker's assignment.</param>
    public static DesiredState Of(string connector, ConfigSnapshot configs, Assignment assignment)
    {
        if (!configs.Connectors.TryGetValue(connector, out var config))
            return Nothing;
        var (target, generation) = (configs.TargetStateOf(connector), configs.GenerationOf(connector));
        var tasks = target == TargetState.Stopped ? [] : configs.TasksOf(connector);
        var mine = tasks.Select((task, number) => KeyValuePair.Create(number, task))
            .Where(task => assignment.HasTask(new ConnectorTaskId(connector, task.Key), generation));
        return new DesiredState(config, target, assignment.HasConnector(connector), generation, ImmutableSortedDictionary.CreateRange(mine))
        {
            TaskCount = tasks.Length,
        };
    }
}
