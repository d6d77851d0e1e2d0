using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Connect.Connectors;
using Connect.Integration.Tests.Worker;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Distributed;

/// <summary>A connector with <c>rate.limit.records</c> in a cluster of worker processes: the limit is the connector's, wherever its tasks
/// run.</summary>
[CancelAfter(400_000)]
public sealed class RateLimitClusterTests
{
    private const int Rate = 300;
    private const int Batch = 30;
    private const int Partitions = 4;

    private static readonly string[] Settings =
    [
        "session.timeout.ms=6000", "heartbeat.interval.ms=1000", "task.shutdown.graceful.timeout.ms=1000", "scheduled.rebalance.max.delay.ms=0",
        "consumer.session.timeout.ms=6000", "consumer.heartbeat.interval.ms=1000", "consumer.auto.offset.reset=earliest",
    ];

    // The shared broker knows the connector's group by it.
    private readonly string _name = RandomNames.Next("limited");

    [Test]
    public async Task Sink_on_two_workers(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        await using var cluster = await WorkerCluster.NewAsync(Settings);
        var (first, _) = await cluster.StartReadyAsync(cancellationToken);
        await cluster.StartReadyAsync(cancellationToken);
        await lab.CreateTopicAsync(cluster.Topic, Partitions);
        for (var partition = 0; partition < Partitions; partition++)
            await lab.ProduceAsync(cluster.Topic, 20 * Rate, partition, cancellationToken: cancellationToken);
        await CreateAsync(first, cancellationToken, ("connector.class", "FileStreamSink"), ("topics", cluster.Topic), ("file", cluster.At("out")),
            ("consumer.override.max.poll.records", $"{Batch}"));
        await RunsAsync(cluster, first, workers: 2, cancellationToken);

        // Both tasks have partitions: until then one of them alone takes its half of the limit.
        await cluster.UntilAsync(
            async () => (await first.Client.GetStringAsync($"connectors/{_name}/offsets", cancellationToken)).Split("kafka_partition").Length
                > Partitions,
            "both tasks read", cancellationToken);
        await KeepsAsync(cluster, () => Task.FromResult(File.ReadLines(cluster.At("out")).LongCount()), "a sink on two workers", cancellationToken);
    }

    [Test]
    public async Task Source_on_two_workers_and_then_on_one(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        await using var cluster = await WorkerCluster.NewAsync(Settings);
        cluster.AddPlugins("Lab");
        await lab.CreateTopicAsync(cluster.Topic, Partitions);
        await using var admin = lab.Admin();
        var (first, _) = await cluster.StartReadyAsync(cancellationToken);
        var (second, _) = await cluster.StartReadyAsync(cancellationToken);
        await CreateAsync(
            first, cancellationToken, ("connector.class", "lab.LabSource"), ("topic", cluster.Topic), ("rows", "1000000"), ("batch", $"{Batch}"));
        await RunsAsync(cluster, first, workers: 2, cancellationToken);
        await KeepsAsync(cluster, CountAsync, "a source on two workers", cancellationToken);

        await second.StopAsync();
        await RunsAsync(cluster, first, workers: 1, cancellationToken);
        await KeepsAsync(cluster, CountAsync, "a source on one worker", cancellationToken);

        async Task<long> CountAsync()
        {
            var partitions = Enumerable.Range(0, Partitions).Select(number => new TopicPartition(cluster.Topic, number)).ToArray();
            return (await admin.ListEndOffsetsAsync(partitions, readCommitted: false, cancellationToken)).Values.Sum();
        }
    }

    /// <summary>Measures for ten seconds' worth of records.</summary>
    private static async Task KeepsAsync(WorkerCluster cluster, Func<Task<long>> count, string what, CancellationToken cancellationToken)
    {
        var (before, now) = (await count(), 0L);
        var start = TimeProvider.System.GetTimestamp();
        await cluster.UntilAsync(async () => (now = await count()) >= before + (12 * Rate), "records arrive", cancellationToken);
        var rate = (now - before) / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await TestContext.Out.WriteLineAsync($"rate.limit.records={Rate}, {what}: {rate:0} records/s.");
        Assert.That(rate, Is.EqualTo(Rate).Within(20).Percent, what);
    }

    private async Task CreateAsync(WorkerProcess worker, CancellationToken cancellationToken, params (string Key, string Value)[] settings)
    {
        var config = settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        config["tasks.max"] = "2";
        config["rate.limit.records"] = Rate.ToString(CultureInfo.InvariantCulture);
        using var answer = await worker.Client.PostAsJsonAsync("connectors", new { name = _name, config }, cancellationToken);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private async Task RunsAsync(WorkerCluster cluster, WorkerProcess worker, int workers, CancellationToken cancellationToken) =>
        await cluster.PlacedAsync(
            worker,
            places => places.TryGetValue($"{_name}-0", out var left) && places.TryGetValue($"{_name}-1", out var right)
                && (left == right ? 1 : 2) == workers && places.ContainsKey(_name),
            $"the tasks run on {workers} workers", cancellationToken);
}
