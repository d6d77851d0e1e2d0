using Connect.Configuration;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Kafka.Membership;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding.Distributed;

/// <summary>Distributed mode: all state is in Kafka, and the workers of a cluster share connectors and tasks.</summary>
/// <param name="clusterOf">Creates the cluster's clients.</param>
/// <param name="logs">Creates the logs of internal topics.</param>
/// <param name="address">The advertised URL of this worker.</param>
/// <param name="link">Creates the client for requests to other workers, from the worker's properties.</param>
internal sealed class DistributedMode(
    Func<MembershipConfig, IMembershipClients> clusterOf, ILogClients logs, IAdvertisedAddress address,
    Func<IReadOnlyDictionary<string, string?>, IWorkerLink> link) : IWorkerMode
{
    /// <summary>The protocol versions of the coordination records that the worker supports. Other versions of the library may support
    /// others.</summary>
    public Cluster.ProtocolRange Known { get; init; } = Cluster.ProtocolRange.Known;

    /// <inheritdoc/>
    public WorkerRuntime Create(WorkerSetup setup)
    {
        var settings = WorkerSettings.From(setup.Config, setup.WorkerId);
        var worker = settings.Properties;
        var membership = MembershipConfig.Of(worker);
        var isExactlyOnce = ExactlyOnceCheck.IsEnabledIn(setup.Config);
        var clients = clusterOf(membership);
        var internals = new InternalClientConfigs(worker);
        var self = new WorkerIncarnation(setup.WorkerId, Guid.NewGuid().ToString("N"));
        var presence = clients.CreatePresence(self);
        var statuses = new KafkaStatusStore(
            logs.CreateLog(InternalTopic.Statuses(worker).Name, internals.Of("statuses")), setup.Loggers.CreateLogger<KafkaStatusStore>(),
            setup.Time);
        var configs = new KafkaConfigStore(
            logs.CreateLog(InternalTopic.Configs(worker).Name, internals.Of("configs")), setup.Loggers.CreateLogger<KafkaConfigStore>());
        var engine = new EngineServices(
            settings, setup.Plugins, setup.Variables, setup.Clients, new KafkaOffsetStores(logs, worker, setup.Loggers, isExactlyOnce), statuses,
                setup.Services, setup.Time, setup.Loggers)
        {
            Lease = presence.Lease,
            ExactlyOnce = isExactlyOnce ? new ExactlyOnceSources(membership.GroupId) : null,
        };
        var policy = ClientConfigOverridePolicies.Create(worker, setup.Plugins);
        var validator = new ConnectorValidator(setup.Plugins, worker, setup.Variables, policy,
            new ClusterConfigCheck(membership.GroupId, isExactlyOnce), new ClientSettingsCheck(worker));
        var views = new ConnectorViews(configs, statuses, setup.Plugins,
            () => new OutageTraces(setup.Clients.Outages, engine.Troubles.Current, engine.Rates.Describe), setup.WorkerId);
        var coordination = new CoordinationLog(
            logs.CreateLog(membership.CoordinationTopic, internals.Of("coordination")), EnsureCoordinationAsync, setup.Time,
            setup.Loggers.CreateLogger<CoordinationLog>())
        { Known = Known };
        var recorder = new StatusRecorder(statuses, setup.WorkerId, () => presence.Status.Generation, setup.Variables.Secrets);
        var parts = new ClusterParts(
            self, engine, configs, coordination, presence, clients, DistributedSettings.From(setup.Config, membership), views, recorder,
            new SteadyClock(setup.Time));
        var herder = new DistributedHerder(parts, link(worker), address);
        return new WorkerRuntime(engine, configs, views, new PluginCatalog(setup.Plugins, validator), herder, EnsureTopicsAsync);

        async Task EnsureTopicsAsync(CancellationToken cancellationToken)
        {
            var admin = logs.CreateAdmin(internals.Admin());
            await using (admin.ConfigureAwait(false))
            {
                var topics = new InternalTopics(admin, setup.Loggers.CreateLogger<InternalTopics>());
                await Task.WhenAll(
                    topics.EnsureAsync(InternalTopic.Configs(worker), cancellationToken),
                    topics.EnsureAsync(InternalTopic.Offsets(worker), cancellationToken),
                    topics.EnsureAsync(InternalTopic.Statuses(worker), cancellationToken),
                    EnsureCoordinationWithAsync(admin, cancellationToken)).ConfigureAwait(false);
            }
        }

        async Task EnsureCoordinationAsync(CancellationToken cancellationToken)
        {
            var admin = logs.CreateAdmin(internals.Admin());
            await using (admin.ConfigureAwait(false))
                await EnsureCoordinationWithAsync(admin, cancellationToken).ConfigureAwait(false);
        }

        Task EnsureCoordinationWithAsync(IKafkaAdmin admin, CancellationToken cancellationToken) =>
            CoordinationTopic.EnsureAsync(admin, membership.CoordinationTopic, InternalTopic.Configs(worker).ReplicationFactor, cancellationToken);
    }
}
