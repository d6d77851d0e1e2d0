using System.Text;
using Connect.Runtime;
using Connect.Runtime.Hosting;
using Connect.Tests;
using Connect.Tests.Connectors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

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
            Assert.That(
                Encoding.UTF8.GetString((byte[])_handles["in-code"].Received.First().Value!),
                Is.EqualTo("hello value-0-0!hello hello value-0-0!hello "));
            Assert.That(await herder.GetConnectorsAsync(cancellationToken), Is.EquivalentTo(new[] { "from-settings", "in-code" }));
            Assert.That(
                (await herder.GetConnectorAsync("in-code", cancellationToken)).Config,
                Does.ContainKey("topics").WithValue(topic).And.ContainKey("transforms.t.predicate").WithValue("p"));
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
        Assert.That(
            () => herder.GetConnectorsAsync(cancellationToken), Throws.InvalidOperationException.With.Message.Contains("has not started yet"));

        await host.StartAsync(cancellationToken);

        Assert.That(herder.IsReady, Is.True);
        Assert.That(await herder.GetConnectorsAsync(cancellationToken), Is.Empty);
        await host.StopAsync(cancellationToken);
    }

    [TestCase("""{ "BootstrapServer": "a:1" }""", "'Kafka:Connect:BootstrapServer' is not a setting", "'BootstrapServers'")]
    [TestCase("""{ "offset.flush.interval.ms": "1" }""", "'Kafka:Connect:offset.flush.interval.ms' is not a setting", "'Kafka:Connect:Properties'")]
    [TestCase("""{ "OffsetFlushInterval": "soon" }""", "Kafka:Connect:OffsetFlushInterval", "soon")]
    [TestCase("""{ "OffsetFlushInterval": "00:00:00" }""", "offset.flush.interval.ms", "0")]
    [TestCase("""{ "BootstrapServers": "broker" }""", "bootstrap.servers", "host:port")]
    [TestCase("""{ "Connectors": { "c": { "connector.class": "Nothing" } } }""", "The connector 'c', which the application declares", "Nothing")]
    [TestCase("""{ "Connectors": { "c": { "connector.class": "MonitorableSource", "tasks.max": "many" } } }""",
        "The connector 'c', which the application declares", "tasks.max")]
    [TestCase("""{ "BootstrapServers": {} , "KeyConverter": { "type": "x" } }""", "'Kafka:Connect:KeyConverter' is an object", "string")]
    [TestCase("""{ "Properties": "bootstrap.servers=a:1" }""", "'Kafka:Connect:Properties' is the string", "object of keys")]
    [TestCase("""{ "Properties": { "producer": { "linger": { "ms": [ { "a": "b" } ] } } } }""",
        "'Kafka:Connect:Properties:producer:linger:ms:0' is an object", "must be strings")]
    [TestCase("""{ "Connectors": { "c": "FileStreamSource" } }""", "'Kafka:Connect:Connectors:c' is the string", "object of keys")]
    [TestCase("""{ "Connectors": { "c": [ "FileStreamSource" ] } }""", "'Kafka:Connect:Connectors:c' is a list", "object of keys")]
    [TestCase("""{ "Connectors": [ { "name": "c", "connector.class": "MonitorableSource", "topic": "t" } ] }""",
        "'Kafka:Connect:Connectors' is a list", "a section for each connector")]
    [TestCase("""{ "Connectors": { "c": { "name": "d", "connector.class": "MonitorableSource", "topic": "t" } } }""",
        "The connector 'c', which the application declares, cannot be created: its key 'name' is 'd'", "Remove the key")]
    [TestCase("""{ "Connectors": { "c": { "topics": [ "a,b" ] } } }""", "'Kafka:Connect:Connectors:c:topics:0' contains a comma", "separate items")]
    [TestCase("""{ "Connectors": { "c": { "topics": [ [ "a" ] ] } } }""", "'Kafka:Connect:Connectors:c:topics:0' is an object or a nested list",
        "must be strings")]
    [TestCase("""{ "Connectors": { "c": { "errors.tolerance": "all", "errors": { "tolerance": "none" } } } }""",
        "sets 'errors.tolerance' a second time", "dots")]
    [TestCase("""{ "Workers": { "orders": { "OffsetFlushInterval": "00:00:01" } } }""",
        "'Kafka:Connect:Workers:orders' configures a worker that the application does not add", "AddKeyedKafkaConnect(\"orders\")")]
    [TestCase("""{ "Properties": { "rest.extension.classes": "x.Y" } }""",
        "Kafka:Connect:Properties:rest.extension.classes: rest.extension.classes protects nothing in an application", "RequireAuthorization")]
    [TestCase("""{ "Properties": { "admin.listeners": "http://localhost:9999" } }""", "admin.listeners protects nothing in an application",
        "RequireAuthorization")]
    [TestCase("""{ "Connectors": { "twice": { "connector.class": "MonitorableSource", "topic": "t" } } }""", "Two connectors have the name 'twice'",
        "unique")]
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
            Throws.Exception.With.InnerException.Null.And.Message.Contains(named).And.Message.Contains(remedy));
    }

    [Test]
    public void Objects_are_dotted_keys_and_lists_are_texts_with_commas()
    {
        Settings("""
            { "Kafka": { "Connect": {
              "BootstrapServers": [ "a:1", "b:2" ],
              "Properties": { "producer": { "linger.ms": 7, "compression": { "type": "zstd" } } },
              "Connectors": { "c": {
                "transforms": { "mask": { "type": "MaskField$Value", "fields": [ "card", "name" ] } },
                "errors": { "tolerance": "all", "log": { "enable": true } },
                "topics": [ "a", "b" ],
                "none": [],
                "empty": {},
                "nothing": null
              } }
            } } }
            """);
        Settings("""{ "Kafka": { "Connect": { "Connectors": { "c": { "transforms": [ "mask" ] } } } } }""");
        _builder.AddKafkaConnect();
        using var host = _builder.Build();

        var options = host.Services.GetRequiredService<IOptions<ConnectWorkerOptions>>().Value;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.BootstrapServers, Is.EqualTo("a:1,b:2"));
            Assert.That(
                options.Properties,
                Does.ContainKey("producer.linger.ms").WithValue("7").And.ContainKey("producer.compression.type").WithValue("zstd"));
            Assert.That(options.Connectors["c"], Is.EquivalentTo(new Dictionary<string, string?>
            {
                ["transforms"] = "mask",
                ["transforms.mask.type"] = "MaskField$Value",
                ["transforms.mask.fields"] = "card,name",
                ["errors.tolerance"] = "all",
                ["errors.log.enable"] = "True",
                ["topics"] = "a,b",
                ["none"] = "",
                ["empty"] = null,
                ["nothing"] = null,
            }));
        }
    }

    [Test]
    public void Every_option_of_a_worker_can_be_set_in_its_section() =>
        Assert.That(
            WorkerSection.Settings,
            Is.EquivalentTo(typeof(ConnectWorkerOptions).GetProperties().Select(property => property.Name switch
            {
                nameof(ConnectWorkerOptions.IsDistributed) => "Distributed",
                var name => name,
            })));

    [Test]
    public void A_section_of_the_worker_without_a_name_belongs_to_nobody_where_only_named_ones_are_added()
    {
        Settings("""{ "Kafka": { "Connect": { "OffsetFlushInterval": "00:00:01" } } }""");
        _builder.AddKeyedKafkaConnect("orders");

        Assert.That(
            async () =>
            {
                using var host = _builder.Build();
                await host.StartAsync();
            },
            Throws.TypeOf<ConfigException>().With.Message.StartsWith(
                "'Kafka:Connect:OffsetFlushInterval' configures the unnamed worker, which the application does not add"));
    }

    [Test]
    public void An_error_at_the_start_is_one_sentence_that_begins_with_its_path_and_has_no_cause_of_the_same_text()
    {
        Settings("""{ "Kafka": { "Connect": { "BootstrapServers": "embedded", "OffsetFlushInterval": "00:00:00" } } }""");
        _builder.AddKafkaConnect();

        Assert.That(
            async () =>
            {
                using var host = _builder.Build();
                await host.StartAsync();
            },
            Throws.TypeOf<ConfigException>().With.InnerException.Null.And.Message
                .EqualTo("Kafka:Connect:OffsetFlushInterval: Invalid value 0 for configuration offset.flush.interval.ms: Value must be at least 1"));
    }

    [Test]
    public async Task A_setting_without_effect_is_told_once(CancellationToken cancellationToken)
    {
        Embedded();
        Settings("""
            { "Kafka": { "Connect": { "Properties": {
              "plugin.path": "/plugins # a comment", "internal.key.converter": "x", "rest.extension.klasses": "x", "security.protocol": "SSL", "linger.ms": "5", "group.id": "g",
              "config.storage.topic": "t", "access.control.allow.origin": "*", "producer.linger.ms": "5", "request.timeout.ms": "5000"
            } } } }
            """);
        _builder.AddKafkaConnect();
        using var host = _builder.Build();
        await host.StartAsync(cancellationToken);
        await host.StopAsync(cancellationToken);

        var told = _log.Entries.Where(entry => entry.Level == LogLevel.Warning).Select(entry => entry.Message)
            .Where(message => message.StartsWith("The worker setting ", StringComparison.Ordinal)).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told, Has.Length.EqualTo(8));
            Assert.That(told, Has.One.Contains("'plugin.path'").And.One.Contains("Write comments on their own line."));
            Assert.That(told, Has.One.Contains("'internal.key.converter'").And.One.Contains("removed it in 3.0"));
            Assert.That(told, Has.One.Contains("Did you mean 'rest.extension.classes'?"));
            Assert.That(told, Has.One.Contains("need producer.security.protocol and consumer.security.protocol"));
            Assert.That(told, Has.One.Contains("'producer.linger.ms'"));
            Assert.That(told, Has.Exactly(2).Contains("distributed worker"));
            Assert.That(told, Has.One.Contains("'access.control.allow.origin'"));
        }
    }

    [Test]
    public void A_value_of_the_application_that_refers_to_itself_is_refused()
    {
        Settings("""
            { "Top": "${app:Top}", "Kafka": { "Connect": { "BootstrapServers": "embedded", "Connectors": { "c": { "connector.class": "MonitorableSource", "topic": "${app:Top}" } } } } }
            """);
        _builder.AddKafkaConnect().AddConnector<MonitorableSource>();

        Assert.That(
            async () =>
            {
                using var host = _builder.Build();
                await host.StartAsync();
            },
            Throws.Exception.With.Message.Contains("The value of 'Top' in the application's configuration is the reference '${app:Top}' to itself."));
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
            Assert.That(
                _handles["sink"].PreCommits.Last().Values.Sum(), Is.EqualTo(_handles["sink"].Received.Count), "what was put is asked for its commit");
            Assert.That(_handles["sink"].Calls.TakeLast(3), Is.EqualTo(new[] { "task-0.close(1)", "task-0.stop", "connector.stop" }));
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

        Assert.That(
            _log.Entries.Select(entry => entry.Message), Has.One.Contains("Task source-0 did not stop in time (task.shutdown.graceful.timeout.ms)"));
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
        protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
            herder.IsReady ? herder.PingAsync(stoppingToken) : Task.CompletedTask;
    }
}
