using Connect.Configuration;
using Connect.Runtime.Kafka.Administration;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Kafka;

internal sealed partial class KafkaClients
{
    /// <summary>The clients of a cluster's worker.</summary>
    /// <param name="config">The cluster.</param>
    public IMembershipClients ForCluster(MembershipConfig config) => new ClusterClients(this, config);

    /// <summary>Makes what asks for the rights of an administrator's principal.</summary>
    /// <param name="config">The administrator's configuration.</param>
    public IAccessCheck CreateAccessCheck(ClientConfig config)
    {
        var translated = Translate(config).Config;
        return new AccessCheck(new AdminCalls(config.ClientId, translated, NewContext(config, translated).Monitor, _time));
    }

    private sealed class ClusterClients(KafkaClients clients, MembershipConfig config) : IMembershipClients
    {
        private readonly MembershipClientConfigs _configs = new(config);

        public IGroupPresence CreatePresence(WorkerIncarnation worker)
        {
            var client = _configs.Member(worker);
            var translated = TranslateReal(client);
            return new GroupPresence(
                config, client.ClientId, callbacks =>
                    NativeClients.BuildMember(client.ClientId, translated, clients.NewContext(client, translated).Monitor, callbacks),
                        clients._logger, clients._time);
        }

        public IGroupDescriber CreateDescriber()
        {
            var client = _configs.Describer();
            var translated = TranslateReal(client) with { ApiTimeout = GroupDescriber.Deadline };
            return new GroupDescriber(
                config.GroupId, new AdminCalls(client.ClientId, translated, clients.NewContext(client, translated).Monitor, clients._time),
                clients._time);
        }

        public ILeaderWriter CreateLeaderWriter()
        {
            var client = _configs.Leader();
            var translated = TranslateReal(client);
            var monitor = clients.NewContext(client, translated).Monitor;
            var producer = NativeClients.BuildLeader(client.ClientId, translated, monitor);
            return config.HasFencing
                ? new LeaderWriter(MembershipClientConfigs.TransactionalId(config.GroupId), producer, monitor, clients._logger)
                : new UnfencedLeaderWriter(config.GroupId, producer, monitor, clients._logger);
        }

        private Translation.TranslatedConfig TranslateReal(ClientConfig client) => client.IsEmbedded
            ? throw new ConfigException(
                "bootstrap.servers", client.Servers,
                "A cluster of workers needs a real Kafka broker: the embedded broker can neither describe groups nor fence producers")
            : clients.Translate(client).Config;
    }
}
