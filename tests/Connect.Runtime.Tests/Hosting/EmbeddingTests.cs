using System.Text;
using Connect.Runtime;
using Connect.Runtime.Hosting;
using Connect.Tests;
using Connect.Tests.Connectors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tests.Hosting;

/// <summary>A worker inside of an application: settings, plugins and the application's life.</summary>
[CancelAfter(60_000)]
public class EmbeddingTests
{
    private readonly HostApplicationBuilder _builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
    private readonly TestLoggerFactory _log = new();
    private readonly ConnectorHandles _handles = new();

    [SetUp]
    public void AddServices() => _builder.Services.AddSingleton<ILoggerFactory>(_log).AddSingleton(_handles).AddSingleton(new Greeting("hello"));

    [Test]
    public async Task Connectors_of_settings_and_code_run_with_what_dependency_injection_gives_them(CancellationToken cancellationToken)
    {
        var topic = RandomNames.Topic();
        Settings($$"""
            {
              "ConnectionStrings": { "kafka": "embedded:{{RandomNames.Topic()}}" },
              "Kafka": { "Connect": {
                "OffsetFlushInterval": "00:00:00.300",
                "Properties": { "key.converter": "org.apache.kafka.connect.converters.ByteArrayConverter", "value.converter": "org.apache.kafka.connect.converters.ByteArrayConverter" },
                "Connectors": {
                  "from-settings": { "connector.class": "MonitorableSource", "topic": "{{topic}}", "messages": "3", "transforms": "m", "transforms.m.type": "mark", "transforms.m.sign": "!" }
                }
              } }
            }
            """);
        _builder.AddKafkaConnect(configure: worker => worker.OffsetFlushTimeout = TimeSpan.FromSeconds(3))
            .AddConnector<MonitorableSource>()
            .AddTransform<MarkTransform>("mark")
            .AddConverter<GreetingConverter>("greeting")
            .AddPredicate("all", _ => true)
            .AddTransform("twice", record => record with { Value = ((byte[])record.Value!).Concat((byte[])record.Value!).ToArray() })
            .AddConnector<MonitorableSink>("in-code", sink =>
            {
                sink.Topics.Add(topic);
                sink.ValueConverter = "greeting";
                sink.Transforms.Add("t", "twice", twice => twice["predicate"] = "p");
                sink.Predicates.Add("p", "all");
            });
        using var host = _builder.Build();
        await host.StartAsync(cancellationToken);

        await Eventually.Async(() => _handles["in-code"].Received.Count == 3, "the records arrive", cancellationToken: cancellationToken);
        var herder = host.Services.GetRequiredService<IKafkaConnect>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Encoding.UTF8.GetString((byte[])_handles["in-code"].Received.First().Value!), Is.EqualTo("hello value-0-0!hello hello value-0-0!hello "));
            Assert.That(await herder.GetConnectorsAsync(cancellationToken), Is.EquivalentTo(new[] { "from-settings", "in-code" }));
            Assert.That((await herder.GetConnectorAsync("in-code", cancellationToken)).Config, Does.ContainKey("topics").WithValue(topic).And.ContainKey("transforms.t.predicate").WithValue("p"));
        }

        await Eventually.Async(
            async () => (await herder.GetOffsetsAsync("from-settings", cancellationToken)) is [{ Offset: { } offset }] && (long)offset["n"]! == 2,
            "the flush interval of the settings holds", TimeSpan.FromSeconds(5), cancellationToken);
        await host.StopAsync(cancellationToken);
    }

    [Test]
    public async Task A_service_may_take_the_herder_before_the_worker_has_started(CancellationToken cancellationToken)
    {
        Embedded();
        _builder.Services.AddSingleton<IHostedService, Watcher>();
        _builder.AddKafkaConnect();
        using var host = _builder.Build();
        var herder = host.Services.GetRequiredService<IKafkaConnect>();
        Assert.That(herder.IsReady, Is.False);
        Assert.That(() => herder.GetConnectorsAsync(cancellationToken), Throws.InvalidOperationException.With.Message.Contains("has not started yet"));

        await host.StartAsync(cancellationToken);

        Assert.That(herder.IsReady, Is.True);
        Assert.That(await herder.GetConnectorsAsync(cancellationToken), Is.Empty);
        await host.StopAsync(cancellationToken);
    }

    [TestCase("""{ "BootstrapServer": "a:1" }""", "'Kafka:Connect:BootstrapServer' is no setting", "'BootstrapServers'")]
    [TestCase("""{ "offset.flush.interval.ms": "1" }""", "'Kafka:Connect:offset.flush.interval.ms' is no setting", "'Kafka:Connect:Properties'")]
    [TestCase("""{ "OffsetFlushInterval": "soon" }""", "Kafka:Connect:OffsetFlushInterval", "soon")]
    [TestCase("""{ "OffsetFlushInterval": "00:00:00" }""", "offset.flush.interval.ms", "0")]
    [TestCase("""{ "BootstrapServers": "broker" }""", "bootstrap.servers", "host:port")]
    [TestCase("""{ "Connectors": { "c": { "connector.class": "Nothing" } } }""", "The connector 'c', which the application declares", "Nothing")]
    [TestCase("""{ "Connectors": { "c": { "connector.class": "MonitorableSource", "tasks.max": "many" } } }""", "The connector 'c', which the application declares", "tasks.max")]
    [TestCase("""{ "Connectors": { "twice": { "connector.class": "MonitorableSource", "topic": "t" } } }""", "Two connectors have the name 'twice'", "unique")]
    public void Settings_that_are_not_valid_are_named_when_the_application_starts(string section, string named, string remedy)
    {
        Settings($$"""{ "Kafka": { "Connect": {{section}} } }""");
        _builder.AddKafkaConnect(configure: worker =>
        {
            if (worker.BootstrapServers == "localhost:9092")
                worker.BootstrapServers = $"embedded:{RandomNames.Topic()}";
        }).AddConnector<MonitorableSource>("twice", source => source["topic"] = "t");

        Assert.That(
            async () =>
            {
                using var host = _builder.Build();
                await host.StartAsync();
            },
            Throws.Exception.With.Message.Contains(named).And.Message.Contains(remedy));
    }

    [Test]
    public async Task A_put_under_way_is_finished_and_committed_when_the_application_stops(CancellationToken cancellationToken)
    {
        Embedded();
        var topic = RandomNames.Topic();
        var (putting, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        _handles["sink"].OnPut = async (records, _, _) =>
        {
            if (records.Count == 0)
                return;
            putting.TrySetResult();
            await release.Task;
        };
        AddPipeline(topic, _ => { });
        using var host = _builder.Build();
        await host.StartAsync(cancellationToken);
        await putting.Task.WaitAsync(cancellationToken);

        var stopping = host.StopAsync(cancellationToken);
        release.SetResult();
        await stopping;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_handles["sink"].Received, Is.Not.Empty);
            Assert.That(_handles["sink"].PreCommits.Last().Values.Sum(), Is.EqualTo(_handles["sink"].Received.Count), "what was put is asked for its commit");
            Assert.That(_handles["sink"].Calls.TakeLast(3), Is.EqualTo(new[] { "task-0.preCommit", "task-0.close(1)", "task-0.stop" }).Or.EqualTo(new[] { "connector.stop", "task-0.close(1)", "task-0.stop" }));
            Assert.That(_log.Entries.Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Message), Is.Empty);
        }
    }

    [Test]
    public async Task A_task_that_hangs_is_given_up_at_the_deadline_and_the_application_stops(CancellationToken cancellationToken)
    {
        Embedded();
        var (polling, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        _handles["source"].OnPoll = (_, _) =>
        {
            polling.TrySetResult();
            return release.Task;
        };
        AddPipeline(RandomNames.Topic(), worker => worker.TaskShutdownTimeout = TimeSpan.FromMilliseconds(300));
        using var host = _builder.Build();
        await host.StartAsync(cancellationToken);
        await polling.Task.WaitAsync(cancellationToken);

        await host.StopAsync(cancellationToken);

        Assert.That(_log.Entries.Select(entry => entry.Message), Has.One.Contains("Task source-0 did not stop in time (task.shutdown.graceful.timeout.ms)"));
        release.SetResult();
    }

    private void AddPipeline(string topic, Action<ConnectWorkerOptions> configure) => _builder
        .AddKafkaConnect(configure: worker =>
        {
            worker.KeyConverter = worker.ValueConverter = "ByteArrayConverter";
            configure(worker);
        })
        .AddConnector<MonitorableSource>("source", source => (source["topic"], source["messages"]) = (topic, "20"))
        .AddConnector<MonitorableSink>("sink", sink => sink.Topics.Add(topic));

    private void Embedded() => Settings($$"""{ "ConnectionStrings": { "kafka": "embedded:{{RandomNames.Topic()}}" } }""");

    private void Settings(string json) => _builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private sealed class Watcher(IKafkaConnect herder) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => herder.IsReady ? herder.PingAsync(stoppingToken) : Task.CompletedTask;
    }
}
