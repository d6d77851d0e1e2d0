using System.Collections.Immutable;
using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;

namespace Connect.Runtime.Cluster;

/// <summary>All connectors and tasks that are to run in a cluster. Immutable.</summary>
/// <param name="Items">The items, in order.</param>
/// <param name="ConfigOffset">The config topic's next offset.</param>
internal sealed record ClusterWork(ImmutableArray<ConfiguredItem> Items, long ConfigOffset)
{
    /// <summary>Lists every configured connector, and the tasks of those that are not stopped.</summary>
    /// <param name="configs">The stored configuration.</param>
    /// <param name="configOffset">The config topic's next offset.</param>
    /// <param name="isFencedByTransactions">Whether a connector's tasks are exactly-once sources.</param>
    public static ClusterWork Of(ConfigSnapshot configs, long configOffset, Func<ConnectorConfig, bool> isFencedByTransactions)
    {
        var items = ImmutableArray.CreateBuilder<ConfiguredItem>();
        foreach (var (name, config) in configs.Connectors)
        {
            var plugin = config.ConnectorClass ?? "";
            items.Add(new ConfiguredItem(WorkItem.OfConnector(name), plugin, false));
            if (configs.TargetStateOf(name) == TargetState.Stopped)
                continue;
            var (generation, isFenced) = (configs.GenerationOf(name), isFencedByTransactions(config));
            foreach (var id in configs.TaskIdsOf(name))
                items.Add(new ConfiguredItem(WorkItem.OfTask(id, generation), plugin, isFenced));
        }
        return new ClusterWork(items.ToImmutable(), configOffset);
    }
}
