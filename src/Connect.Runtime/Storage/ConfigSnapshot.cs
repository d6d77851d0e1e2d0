using System.Collections.Immutable;
using Connect.Connectors;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Storage;

/// <summary>The configuration at one moment. Immutable.</summary>
internal sealed record ConfigSnapshot
{
    /// <summary>An empty configuration.</summary>
    public static ConfigSnapshot Empty { get; } = new();

    /// <summary>The connectors, with unresolved variables.</summary>
    public ImmutableSortedDictionary<string, ConnectorConfig> Connectors { get; init; } =
        ImmutableSortedDictionary.Create<string, ConnectorConfig>(StringComparer.Ordinal);

    /// <summary>The target state of each connector.</summary>
    public ImmutableDictionary<string, TargetState> TargetStates { get; init; } =
        ImmutableDictionary.Create<string, TargetState>(StringComparer.Ordinal);

    /// <summary>The tasks of each connector, with unresolved variables.</summary>
    public ImmutableDictionary<string, ImmutableArray<TaskConfig>> Tasks { get; init; } =
        ImmutableDictionary.Create<string, ImmutableArray<TaskConfig>>(StringComparer.Ordinal);

    /// <summary>The generation of each connector's tasks: another number for each time that they were stored.</summary>
    public ImmutableDictionary<string, long> Generations { get; init; } = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>For each connector, the configuration from which its tasks were created.</summary>
    public ImmutableDictionary<string, ConnectorConfig> Applied { get; init; } =
        ImmutableDictionary.Create<string, ConnectorConfig>(StringComparer.Ordinal);

    /// <summary>How far the config topic was read: the offset after the last record. 0 without a topic.</summary>
    public long Offset { get; init; }

    /// <summary>The key with which the workers sign requests; null if there is none.</summary>
    public SessionKey? SessionKey { get; init; }

    /// <summary>For exactly-once sources, the number of their tasks' producers, if stored.</summary>
    public ImmutableDictionary<string, int> TaskCountRecords { get; init; } = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The connectors whose tasks were stored after that number: the producers of their previous tasks must be fenced before exactly-once
    /// tasks start.</summary>
    public ImmutableHashSet<string> PendingFencing { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The connectors of whose last set of tasks some are missing: they have no tasks until the leader stores a new set.</summary>
    public ImmutableHashSet<string> Inconsistent { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Whether a connector exists.</summary>
    public bool Contains(string connector) => Connectors.ContainsKey(connector);

    /// <summary>The tasks of a connector; empty if it has none.</summary>
    public ImmutableArray<TaskConfig> TasksOf(string connector) => Tasks.GetValueOrDefault(connector, []);

    /// <summary>The generation of a connector's tasks; 0 if none were stored.</summary>
    public long GenerationOf(string connector) => Generations.GetValueOrDefault(connector);

    /// <summary>The target state of a connector; running by default.</summary>
    public TargetState TargetStateOf(string connector) => TargetStates.GetValueOrDefault(connector, TargetState.Started);

    /// <summary>The ids of a connector's tasks, by number.</summary>
    public IReadOnlyList<ConnectorTaskId> TaskIdsOf(string connector) =>
        [.. Enumerable.Range(0, TasksOf(connector).Length).Select(task => new ConnectorTaskId(connector, task))];
}
