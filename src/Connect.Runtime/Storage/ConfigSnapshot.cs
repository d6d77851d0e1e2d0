using System.Collections.Immutable;
using Connect.Connectors;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Storage;

/// <summary>What is configured at one moment. Immutable.</summary>
internal sealed record ConfigSnapshot
{
    /// <summary>Nothing.</summary>
    public static ConfigSnapshot Empty { get; } = new();

    /// <summary>The connectors, variables unresolved.</summary>
    public ImmutableSortedDictionary<string, ConnectorConfig> Connectors { get; init; } =
        ImmutableSortedDictionary.Create<string, ConnectorConfig>(StringComparer.Ordinal);

    /// <summary>What each connector is to do.</summary>
    public ImmutableDictionary<string, TargetState> TargetStates { get; init; } = ImmutableDictionary.Create<string, TargetState>(StringComparer.Ordinal);

    /// <summary>The tasks of each connector, variables unresolved.</summary>
    public ImmutableDictionary<string, ImmutableArray<TaskConfig>> Tasks { get; init; } =
        ImmutableDictionary.Create<string, ImmutableArray<TaskConfig>>(StringComparer.Ordinal);

    /// <summary>The generation of each connector's tasks: another number for each time that they were stored.</summary>
    public ImmutableDictionary<string, long> Generations { get; init; } = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>The configuration of each connector from which its tasks were made.</summary>
    public ImmutableDictionary<string, ConnectorConfig> Applied { get; init; } = ImmutableDictionary.Create<string, ConnectorConfig>(StringComparer.Ordinal);

    /// <summary>Whether there is a connector of a name.</summary>
    public bool Contains(string connector) => Connectors.ContainsKey(connector);

    /// <summary>The tasks of a connector; empty when it has none.</summary>
    public ImmutableArray<TaskConfig> TasksOf(string connector) => Tasks.GetValueOrDefault(connector, []);

    /// <summary>The generation of a connector's tasks; 0 when none were stored.</summary>
    public long GenerationOf(string connector) => Generations.GetValueOrDefault(connector);

    /// <summary>What a connector is to do; to run when nobody has said otherwise.</summary>
    public TargetState TargetStateOf(string connector) => TargetStates.GetValueOrDefault(connector, TargetState.Started);

    /// <summary>The ids of a connector's tasks, by number.</summary>
    public IReadOnlyList<ConnectorTaskId> TaskIdsOf(string connector) =>
        [.. Enumerable.Range(0, TasksOf(connector).Length).Select(task => new ConnectorTaskId(connector, task))];
}
