using Connect.Configuration;
using Connect.Converters;
using Connect.Runtime.Configuration;
using Connect.Runtime.Herding;
using Connect.Runtime.Hosting;
using Connect.Runtime.Plugins;
using Connect.Runtime.Tests.Fakes;
using Connect.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tests.Herding.Chaos;

/// <summary>A standalone worker without Kafka, whose connectors do what a script says.</summary>
internal sealed class ChaosWorker : IAsyncDisposable
{
    private readonly WorkerRuntime _worker;

    private ChaosWorker(WorkerRuntime worker, ChaosScript script, TestLoggerFactory log)
    {
        _worker = worker;
        Script = script;
        Log = log;
        Connect = new KafkaConnect(() => worker);
    }

    public IKafkaConnect Connect { get; }

    public ChaosScript Script { get; }

    public TestLoggerFactory Log { get; }

    public static async Task<ChaosWorker> StartAsync(TimeSpan graceful)
    {
        var (log, script) = (new TestLoggerFactory(), new ChaosScript());
        var services = new ServiceCollection().AddSingleton(script).AddSingleton<ILoggerFactory>(log)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>)).BuildServiceProvider();
        var registry = new PluginRegistry(
            [.. ShippedConverters.Converters, .. ShippedConverters.HeaderConverters, .. PluginDescriptors.Of(typeof(ChaosSource))], services);
        var properties = new Dictionary<string, string?>
        {
            ["bootstrap.servers"] = "fake:1",
            ["key.converter"] = "org.apache.kafka.connect.converters.ByteArrayConverter",
            ["value.converter"] = "org.apache.kafka.connect.converters.ByteArrayConverter",
            ["offset.storage.file.filename"] = "",
            ["task.shutdown.graceful.timeout.ms"] = $"{graceful.TotalMilliseconds}",
        };
        var config = WorkerConfig.Parse(properties, new PluginClasses(registry), new ConnectWorkerOptions());
        var variables = new ConfigTransformer(new Dictionary<string, IConfigProvider>());
        var worker = new StandaloneMode().Create(
            new WorkerSetup("test:1", config, registry, variables, new FakeClients(), services, TimeProvider.System, log));
        await worker.StartAsync(CancellationToken.None);
        return new ChaosWorker(worker, script, log);
    }

    public static Dictionary<string, string?> Config(int tasks) =>
        new() { ["connector.class"] = nameof(ChaosSource), ["tasks.max"] = "3", ["tasks"] = $"{tasks}" };

    /// <summary>Waits until a connector is in a state and has so many tasks, all in a state.</summary>
    public Task ReachesAsync(string connector, ConnectorState state, int tasks, TaskState taskState, CancellationToken cancellationToken) =>
        Eventually.Async(
        async () =>
        {
            var status = await Connect.GetConnectorStatusAsync(connector, cancellationToken);
            return status.State == state && status.Tasks.Count == tasks && status.Tasks.All(task => task.State == taskState);
        },
        $"{connector} is {state} with {tasks} tasks {taskState}", cancellationToken: cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        Script.Dispose();
    }
}
