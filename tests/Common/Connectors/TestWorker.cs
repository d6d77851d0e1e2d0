using Connect.Configuration;
using Connect.Converters;
using Connect.Plugins;
using Connect.Runtime;
using Connect.Runtime.Configuration;
using Connect.Runtime.Herding;
using Connect.Runtime.Hosting;
using Connect.Runtime.Kafka;
using Connect.Runtime.Plugins;
using Connect.Runtime.Tasks;
using Connect.Transforms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Tests.Connectors;

/// <summary>A standalone worker inside the test: everything is real but the connectors.</summary>
public sealed class TestWorker : IAsyncDisposable
{
    private readonly WorkerRuntime _worker;
    private readonly ServiceProvider _services;
    private readonly KafkaClients _clients;

    private TestWorker(WorkerRuntime worker, ServiceProvider services, KafkaClients clients, TestLoggerFactory log)
    {
        _worker = worker;
        var stalls = new TaskStallFeed();
        stalls.Attach(worker.Engine.Troubles, log.CreateLogger("stalls"));
        Herder = new KafkaConnect(() => worker, stalls);
        _services = services;
        _clients = clients;
        Log = log;
    }

    /// <summary>Manages the worker's connectors.</summary>
    public IKafkaConnect Herder { get; }

    /// <summary>The way to the connectors.</summary>
    public ConnectorHandles Handles => _services.GetRequiredService<ConnectorHandles>();

    /// <summary>What was logged.</summary>
    public TestLoggerFactory Log { get; }

    /// <summary>Starts a worker.</summary>
    /// <param name="bootstrapServers">The broker.</param>
    /// <param name="offsetFile">The file of offsets; null keeps them in memory.</param>
    /// <param name="settings">Further settings of the worker.</param>
    public static Task<TestWorker> StartAsync(
        string bootstrapServers, string? offsetFile = null, params IReadOnlyList<(string Key, string Value)> settings) =>
        StartAsync(bootstrapServers, new Dictionary<string, IConfigProvider>(), offsetFile, settings);

    /// <summary>Starts a worker whose configurations may refer to providers.</summary>
    /// <param name="bootstrapServers">The broker.</param>
    /// <param name="providers">The providers by name.</param>
    /// <param name="offsetFile">The file of offsets; null keeps them in memory.</param>
    /// <param name="settings">Further settings of the worker.</param>
    public static async Task<TestWorker> StartAsync(
        string bootstrapServers,
        IReadOnlyDictionary<string, IConfigProvider> providers,
        string? offsetFile,
        params IReadOnlyList<(string Key, string Value)> settings)
    {
        var log = new TestLoggerFactory();
        var services = new ServiceCollection().AddSingleton<ConnectorHandles>().AddSingleton<ILoggerFactory>(log)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>)).BuildServiceProvider();
        var registry = new PluginRegistry(Plugins(), services);
        var properties = new Dictionary<string, string?>
        {
            ["bootstrap.servers"] = bootstrapServers,
            ["key.converter"] = "org.apache.kafka.connect.converters.ByteArrayConverter",
            ["value.converter"] = "org.apache.kafka.connect.converters.ByteArrayConverter",
            ["offset.storage.file.filename"] = offsetFile ?? "",
            ["offset.flush.interval.ms"] = "500",
        };
        foreach (var (key, value) in settings)
            properties[key] = value;

        var classes = new PluginClasses(registry);
        var variables = new ConfigTransformer(providers);
        var clients = new KafkaClients(log, TimeProvider.System);
        var config = WorkerConfig.Parse(properties, classes, new ConnectWorkerOptions());
        var worker = new StandaloneMode().Create(
            new WorkerSetup("127.0.0.1:8083", config, registry, variables, clients, services, TimeProvider.System, log));
        await worker.StartAsync(CancellationToken.None);
        return new TestWorker(worker, services, clients, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _clients.DisposeAsync();
        await _services.DisposeAsync();
    }

    private static IEnumerable<PluginDescriptor> Plugins() =>
    [
        .. ShippedConverters.Converters,
        .. ShippedConverters.HeaderConverters,
        .. ShippedTransforms.All,
        .. ShippedPredicates.All,
        .. PluginDescriptors.Of(typeof(MonitorableSource)),
        .. PluginDescriptors.Of(typeof(MonitorableSink)),
        .. PluginDescriptors.Of(typeof(FaultyTransform)),
        .. PluginDescriptors.Of(typeof(FaultyConverter)),
    ];
}
