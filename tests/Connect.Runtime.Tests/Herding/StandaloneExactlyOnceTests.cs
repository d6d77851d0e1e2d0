using System.Text;
using Connect.Connectors;
using Connect.Tests;
using Connect.Tests.Brokers;
using Connect.Tests.Connectors;

namespace Connect.Runtime.Tests.Herding;

/// <summary>Workers that run alone, on a real broker.</summary>
public sealed class StandaloneExactlyOnceTests
{
    private readonly string _group = RandomNames.Group();
    private readonly string _topic = RandomNames.Topic();
    private readonly string _source = RandomNames.Next("source");
    private readonly string _sink = RandomNames.Next("sink");

    [Test, CancelAfter(120_000)]
    public async Task Worker_that_is_started_twice_fences_its_older_self_which_says_so(CancellationToken cancellationToken)
    {
        await using var reader = await StartAsync();
        await reader.Herder.CreateConnectorAsync(_sink, SinkConfig(), null, cancellationToken);
        var received = reader.Handles[_sink].Received;
        await using var older = await StartExactlyOnceAsync();
        await older.Herder.CreateConnectorAsync(_source, SourceConfig(tasks: 2), null, cancellationToken);
        await Eventually.Async(() => received.Count >= 100, "the older worker's records arrive", cancellationToken: cancellationToken);

        await using var newer = await StartExactlyOnceAsync();
        await newer.Herder.CreateConnectorAsync(_source, SourceConfig(tasks: 1), null, cancellationToken);

        await Eventually.Async(
            async () => (await older.Herder.GetConnectorStatusAsync(_source, cancellationToken)).Tasks.All(task => task.State == TaskState.Failed),
            "both tasks of the older worker fail", cancellationToken: cancellationToken);
        var count = received.Count;
        await Eventually.Async(() => received.Count > count + 100, "the newer worker goes on", cancellationToken: cancellationToken);
        var status = await older.Herder.GetConnectorStatusAsync(_source, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.Tasks.Select(task => task.Trace), Has.All.Contains("another producer has taken its transactional id"));
            AssertOnceAndInOrder([.. received]);
        }
    }

    [Test, CancelAfter(120_000)]
    public async Task Restart_goes_on_after_the_last_committed_record_and_offsets_can_be_changed(CancellationToken cancellationToken)
    {
        await using (var worker = await StartExactlyOnceAsync())
        {
            await worker.Herder.CreateConnectorAsync(_source, SourceConfig(messages: 50), null, cancellationToken);
            await Eventually.Async(() => worker.Handles[_source].Committed.Count == 50, "all are committed", cancellationToken: cancellationToken);
        }

        await using var again = await StartExactlyOnceAsync();
        await again.Herder.CreateConnectorAsync(_source, SourceConfig(messages: 60), null, cancellationToken);
        await Eventually.Async(() => again.Handles[_source].Committed.Count == 10, "the rest is committed", cancellationToken: cancellationToken);
        await again.Herder.StopConnectorAsync(_source, cancellationToken);
        var offsets = await again.Herder.GetOffsetsAsync(_source, cancellationToken);
        await again.Herder.ResetOffsetsAsync(_source, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(offsets.Single().Offset!["n"], Is.EqualTo(59));
            Assert.That(await again.Herder.GetOffsetsAsync(_source, cancellationToken), Is.Empty);
        }
    }

    [Test]
    public async Task Identity_is_required_and_a_file_of_offsets_is_refused()
    {
        var servers = (await TestBroker.GetRealAsync()).BootstrapServers;
        Assert.That(
            async () => await TestWorker.StartAsync(servers, null, ("exactly.once.source.support", "enabled")),
            Throws.TypeOf<ConfigException>().With.Message.Contains("needs group.id, the identity"));
        Assert.That(
            async () => await TestWorker.StartAsync(servers, "/tmp/offsets", ("exactly.once.source.support", "enabled"), ("group.id", _group)),
            Throws.TypeOf<ConfigException>().With.Message.Contains("offset.storage.file.filename would not be read"));
        Assert.That(
            async () => await TestWorker.StartAsync("embedded:eos", null, ("exactly.once.source.support", "enabled"), ("group.id", _group)),
            Throws.TypeOf<ConfigException>().With.Message.Contains("needs a real Kafka"));
    }

    [Test]
    public async Task Required_is_refused_by_a_worker_that_runs_sources_at_least_once()
    {
        await using var worker = await StartAsync();
        var config = SourceConfig();
        config["exactly.once.support"] = "required";

        Assert.That(
            async () => await worker.Herder.CreateConnectorAsync(_source, config, null, CancellationToken.None),
            Throws.TypeOf<BadRequestException>().With.Message.Contains("This worker does not have exactly-once source support enabled."));
    }

    private static void AssertOnceAndInOrder(SinkRecord[] records)
    {
        var texts = records.Select(record => Encoding.UTF8.GetString((byte[])record.Value!).Split('-')).ToList();
        foreach (var task in texts.GroupBy(text => text[1]))
        {
            Assert.That(
                task.Select(text => long.Parse(text[2], System.Globalization.CultureInfo.InvariantCulture)),
                Is.EqualTo(Enumerable.Range(0, task.Count()).Select(n => (long)n)),
                $"each record of task {task.Key} once, in order");
        }
    }

    private static async Task<TestWorker> StartAsync() => await TestWorker.StartAsync((await TestBroker.GetRealAsync()).BootstrapServers);

    private async Task<TestWorker> StartExactlyOnceAsync()
    {
        var worker = await TestWorker.StartAsync(
            (await TestBroker.GetRealAsync()).BootstrapServers, null, ("exactly.once.source.support", "enabled"), ("group.id", _group),
            ("offset.storage.replication.factor", "1"), ("offset.storage.partitions", "1"));
        worker.Handles[_source].OnPoll = (_, token) => Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, token);
        return worker;
    }

    private Dictionary<string, string?> SourceConfig(long messages = 0, int tasks = 1) => new()
    {
        ["connector.class"] = typeof(MonitorableSource).FullName,
        ["topic"] = _topic,
        ["messages"] = $"{messages}",
        ["tasks"] = $"{tasks}",
        ["tasks.max"] = $"{tasks}",
        ["topic.creation.default.partitions"] = "1",
        ["topic.creation.default.replication.factor"] = "1",
    };

    private Dictionary<string, string?> SinkConfig() => new()
    {
        ["connector.class"] = typeof(MonitorableSink).FullName,
        ["topics"] = _topic,
        ["consumer.override.isolation.level"] = "read_committed",
        ["consumer.override.auto.offset.reset"] = "earliest",
        ["consumer.override.metadata.max.age.ms"] = "500",
    };
}
