using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Connect.Integration.Tests.Worker;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Distributed;

/// <summary>Connectors with <c>run.to.end</c> in a cluster of worker processes.</summary>
[CancelAfter(400_000)]
public sealed partial class RunToEndClusterTests
{
    private const int Partitions = 4;
    private const int Records = 500;

    private static readonly string[] Settings =
    [
        "session.timeout.ms=6000", "heartbeat.interval.ms=1000", "task.shutdown.graceful.timeout.ms=1000", "scheduled.rebalance.max.delay.ms=0",
        "consumer.session.timeout.ms=6000", "consumer.heartbeat.interval.ms=1000", "consumer.auto.offset.reset=earliest",
    ];

    // The shared broker knows the connector's group by it.
    private readonly string _name = RandomNames.Next("export");

    [Test]
    public async Task Sink_on_two_workers_stops_once_at_the_ends_of_its_start_and_leaves_later_records(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        await using var cluster = await WorkerCluster.NewAsync(Settings);
        WorkerProcess[] workers =
            [(await cluster.StartReadyAsync(cancellationToken)).Process, (await cluster.StartReadyAsync(cancellationToken)).Process];
        await FillAsync(lab, cluster, first: 0, Records, cancellationToken);
        await CreateSinkAsync(cluster, workers[0], rate: 400, batch: 20, cancellationToken);
        await BothTasksAsync(cluster, workers[1], cancellationToken);
        await FillAsync(lab, cluster, first: Records, 20 * Records, cancellationToken);

        await FinishedAsync(cluster, workers, cancellationToken);
        var committed = await CommittedAsync(workers[0], cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            AssertDelivered(cluster, committed);
            Assert.That(committed, Has.Count.EqualTo(Partitions));
            Assert.That(committed.Values, Has.All.AtLeast(Records), "everything up to the ends is committed");
            Assert.That(committed.Values, Has.All.LessThan(21 * Records), "later records stay");
            Assert.That(workers.Sum(worker => Count(worker, "has finished: every task")), Is.EqualTo(1));
            Assert.That(workers.Sum(worker => Count(worker, "could not be stopped")), Is.Zero);
        }
    }

    [Test]
    public async Task Sink_whose_worker_is_killed_in_between_goes_on_elsewhere_to_the_end(
        [Values] bool runsConnector, CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        await using var cluster = await WorkerCluster.NewAsync(Settings);
        (WorkerProcess Process, string Id)[] workers =
            [await cluster.StartReadyAsync(cancellationToken), await cluster.StartReadyAsync(cancellationToken)];
        await FillAsync(lab, cluster, first: 0, Records, cancellationToken);
        await CreateSinkAsync(cluster, workers[0].Process, rate: 200, batch: 20, cancellationToken);
        var places = await BothTasksAsync(cluster, workers[0].Process, cancellationToken);
        await cluster.UntilAsync(() => Task.FromResult(Lines(cluster).Count > 0), "lines arrive", cancellationToken);

        var victim = workers.First(worker => (worker.Id == places[_name]) == runsConnector);
        var other = workers.First(worker => worker.Id != victim.Id);
        await victim.Process.KillAsync();
        var before = Lines(cluster).Count;
        var (third, _) = await cluster.StartReadyAsync(cancellationToken);

        await FinishedAsync(cluster, [other.Process, third], cancellationToken);
        var committed = await CommittedAsync(third, cancellationToken);
        var twice = Lines(cluster).Count - (Partitions * Records);
        await TestContext.Out.WriteLineAsync(
            $"{before} of {Partitions * Records} records had arrived when the worker was killed; {twice} came twice.");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.LessThan(Partitions * Records), "the worker was killed in between");
            AssertDelivered(cluster, committed);
            Assert.That(committed.Values, Is.EqualTo(Enumerable.Repeat((long)Records, Partitions)), "everything is committed");
            Assert.That(workers.Append((third, "")).Sum(worker => Count(worker.Item1, "has finished: every task")), Is.EqualTo(1));
        }
    }

    private static async Task FillAsync(KafkaLab lab, WorkerCluster cluster, int first, int count, CancellationToken cancellationToken)
    {
        if (first == 0)
            await lab.CreateTopicAsync(cluster.Topic, Partitions);
        await using var producer = lab.Producer();
        for (var offset = first; offset < first + count; offset++)
        {
            for (var partition = 0; partition < Partitions; partition++)
            {
                var delivery = new TestDelivery();
                var value = System.Text.Encoding.UTF8.GetBytes(Line(partition, offset));
                while (!producer.TryProduce(new Runtime.Kafka.ProducerRecord(cluster.Topic, partition, null, value, null, null), delivery))
                    await producer.WaitForRoomAsync(cancellationToken);
            }
        }

        await producer.WaitForDeliveriesAsync(cancellationToken);
    }

    private async Task CreateSinkAsync(WorkerCluster cluster, WorkerProcess worker, int rate, int batch, CancellationToken cancellationToken)
    {
        var config = new Dictionary<string, string>
        {
            ["connector.class"] = "FileStreamSink",
            ["tasks.max"] = "2",
            ["topics"] = cluster.Topic,
            ["file"] = cluster.At("out"),
            ["run.to.end"] = "true",
            ["rate.limit.records"] = rate.ToString(CultureInfo.InvariantCulture),
            ["consumer.override.max.poll.records"] = batch.ToString(CultureInfo.InvariantCulture),
        };
        using var answer = await worker.Client.PostAsJsonAsync("connectors", new { name = _name, config }, cancellationToken);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Waits until the tasks run on two workers.</summary>
    private async Task<IReadOnlyDictionary<string, string>> BothTasksAsync(
        WorkerCluster cluster, WorkerProcess worker, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> last = new Dictionary<string, string>();
        await cluster.PlacedAsync(
            worker, places => (last = places).Count == 3 && places[$"{_name}-0"] != places[$"{_name}-1"], "each worker runs a task", cancellationToken);
        return last;
    }

    /// <summary>Waits until every worker shows the connector as finished, and all show the same.</summary>
    private Task FinishedAsync(WorkerCluster cluster, IReadOnlyList<WorkerProcess> workers, CancellationToken cancellationToken) =>
        cluster.UntilAsync(
            async () =>
            {
                var statuses = new List<string>();
                foreach (var worker in workers)
                {
                    using var answer = await worker.Client.GetAsync($"connectors/{_name}/status", cancellationToken);
                    if (!answer.IsSuccessStatusCode)
                        return false;
                    var status = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                    var connector = status.GetProperty("connector");
                    if (connector.GetProperty("state").GetString() != "STOPPED" || status.GetProperty("tasks").GetArrayLength() > 0
                        || !connector.TryGetProperty("trace", out var trace)
                        || trace.GetString()?.StartsWith("Finished:", StringComparison.Ordinal) != true)
                    {
                        return false;
                    }

                    statuses.Add(status.GetRawText());
                }

                return statuses.Distinct().Count() == 1;
            },
            "every worker shows the connector as finished", cancellationToken);

    /// <summary>The committed offset of each partition.</summary>
    private async Task<Dictionary<int, long>> CommittedAsync(WorkerProcess worker, CancellationToken cancellationToken)
    {
        using var answer = await worker.Client.GetAsync($"connectors/{_name}/offsets", cancellationToken);
        if (!answer.IsSuccessStatusCode)
            return [];
        var offsets = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return offsets.GetProperty("offsets").EnumerateArray().ToDictionary(
            entry => entry.GetProperty("partition").GetProperty("kafka_partition").GetInt32(),
            entry => entry.GetProperty("offset").GetProperty("kafka_offset").GetInt64());
    }

    private static void AssertDelivered(WorkerCluster cluster, Dictionary<int, long> committed)
    {
        var lines = Lines(cluster).ToHashSet();
        var missing = committed.SelectMany(
            entry => Enumerable.Range(0, (int)entry.Value).Select(offset => Line(entry.Key, offset))).Where(line => !lines.Contains(line));
        Assert.That(missing, Is.Empty, "every committed record is in the file");
    }

    private static int Count(WorkerProcess worker, string text) =>
        worker.Output.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>The lines of the sink's file. A worker that is killed while it writes leaves a piece of a line before the next one.</summary>
    private static List<string> Lines(WorkerCluster cluster) =>
        File.Exists(cluster.At("out")) ? [.. Text().Matches(File.ReadAllText(cluster.At("out"))).Select(match => match.Value)] : [];

    private static string Line(int partition, int offset) => string.Create(CultureInfo.InvariantCulture, $"p{partition}o{offset:000000};");

    [GeneratedRegex(@"p\d+o\d{6};", RegexOptions.CultureInvariant)]
    private static partial Regex Text();
}
