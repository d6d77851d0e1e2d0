using Connect.Configuration;
using Connect.Connectors;
using Connect.Converters;
using Connect.Runtime.Configuration;
using Connect.Runtime.Herding;
using Connect.Runtime.Herding.Distributed;
using Connect.Runtime.Hosting;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Logs;
using Connect.Runtime.Plugins;
using Connect.Runtime.Tests.Fakes;
using Connect.Tests;
using Connect.Tests.Logs;
using Connect.Tests.Membership;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tests.Herding;

/// <summary>A leader that has not read the config topic to its end. Topics and group are in memory.</summary>
public sealed class LaggingLeaderTests
{
    private const string Name = "orders";
    private const string Configs = "cluster-configs";

    private readonly MemoryLogs _logs = new();
    private readonly MemoryGroup _group = new(TimeSpan.FromHours(1), TimeProvider.System);

    [Test, CancelAfter(60_000)]
    public async Task Tasks_of_a_connector_that_was_resumed_meanwhile_are_stored(CancellationToken cancellationToken)
    {
        await using var worker = Create();
        await StartAsync(worker, cancellationToken);
        var herder = (DistributedHerder)worker.Herder;
        await Eventually.Async(() => herder.IsLeading, "it leads", cancellationToken: cancellationToken);
        // No worker has this class: nothing but the other worker makes tasks.
        var config = new ConnectorConfig(Name, new Dictionary<string, string?> { ["connector.class"] = "Elsewhere" });
        await herder.PutConnectorAsync(config, TargetState.Stopped, mayReplace: false, basis: null, cancellationToken);

        _logs.Topic(Configs).IsLagging = true;
        _logs.Topic(Configs).Append($"target-state-{Name}", """{"state":"STARTED","state.v2":"STARTED"}""");
        Assert.That(worker.Configs.Snapshot.TargetStateOf(Name), Is.EqualTo(TargetState.Stopped), "the leader has not read it");
        await herder.PutTasksOfOtherAsync(Name, [new TaskConfig(new Dictionary<string, string?> { ["part"] = "1" })], cancellationToken);

        Assert.That(worker.Configs.Snapshot.TasksOf(Name), Has.Length.EqualTo(1));
    }

    private static async Task StartAsync(WorkerRuntime worker, CancellationToken cancellationToken)
    {
        // Without the check of the topics, which needs a broker.
        await worker.Engine.Offsets.StartAsync(cancellationToken);
        await worker.Engine.Statuses.StartAsync(cancellationToken);
        await worker.Configs.StartAsync(cancellationToken);
        await worker.Herder.OpenAsync(cancellationToken);
        await worker.Herder.StartAsync(cancellationToken);
    }

    private WorkerRuntime Create()
    {
        _group.Written += written =>
        {
            foreach (var (record, _, _) in written)
                _logs.Topic(record.Topic).Append(record.Key, record.Value);
        };
        var log = new TestLoggerFactory();
        var services = new ServiceCollection().AddSingleton<ILoggerFactory>(log).AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .BuildServiceProvider();
        var registry = new PluginRegistry([.. ShippedConverters.Converters, .. ShippedConverters.HeaderConverters], services);
        var properties = new Dictionary<string, string?>
        {
            ["bootstrap.servers"] = "fake:1",
            ["group.id"] = "cluster",
            ["config.storage.topic"] = Configs,
            ["offset.storage.topic"] = "cluster-offsets",
            ["status.storage.topic"] = "cluster-status",
            ["key.converter"] = "org.apache.kafka.connect.converters.ByteArrayConverter",
            ["value.converter"] = "org.apache.kafka.connect.converters.ByteArrayConverter",
        };
        var mode = new DistributedMode(_ => _group.CreateClients(), new Logs(_logs), new Address(), _ => new NoLink());
        var options = new ConnectWorkerOptions();
        options.UseDistributed();
        var config = WorkerConfig.Parse(properties, new PluginClasses(registry), options);
        return mode.Create(new WorkerSetup(
            "a:8083", config, registry, new ConfigTransformer(new Dictionary<string, IConfigProvider>()), new FakeClients(), services,
            TimeProvider.System, log));
    }

    private sealed class Logs(MemoryLogs logs) : ILogClients
    {
        public ICompactedLog CreateLog(string topic, LogClientConfigs configs) => logs.Open(topic);

        public IKafkaAdmin CreateAdmin(ClientConfig config) => new FakeAdmin();
    }

    private sealed class Address : IAdvertisedAddress
    {
        public ValueTask<string> GetUrlAsync(CancellationToken cancellationToken) => ValueTask.FromResult("http://a:8083/");
    }

    /// <summary>There are no other workers.</summary>
    private sealed class NoLink : IWorkerLink
    {
        public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task PutTaskConfigsAsync(
            string url, string connector, IReadOnlyList<TaskConfig> tasks, Func<ReadOnlyMemory<byte>, InternalSignature> sign,
            CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<byte[]> CallAsync(
            string url, ReadOnlyMemory<byte> call, InternalSignature signature, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task FenceAsync(
            string url, string connector, Func<ReadOnlyMemory<byte>, InternalSignature> sign, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
