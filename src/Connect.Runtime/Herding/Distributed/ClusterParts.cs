using Connect.Runtime.Cluster;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Connect.Runtime.Workers;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>The shared parts of a cluster's worker.</summary>
/// <param name="Self">This worker's incarnation.</param>
/// <param name="Engine">The shared services of a worker.</param>
/// <param name="Configs">The config store.</param>
/// <param name="Coordination">The coordination topic.</param>
/// <param name="Presence">The group membership.</param>
/// <param name="Clients">Creates the cluster's clients.</param>
/// <param name="Settings">The cluster's settings.</param>
/// <param name="Views">Presents the content of the stores.</param>
/// <param name="Recorder">Writes statuses.</param>
/// <param name="Clock">The clock.</param>
internal sealed record ClusterParts(
    WorkerIncarnation Self,
    EngineServices Engine,
    IClusterConfigStore Configs,
    CoordinationLog Coordination,
    IGroupPresence Presence,
    IMembershipClients Clients,
    DistributedSettings Settings,
    ConnectorViews Views,
    StatusRecorder Recorder,
    SteadyClock Clock)
{
    /// <summary>The advertised URL of this worker's REST API; set when the worker joins.</summary>
    public string Url { get; set; } = "";
}
