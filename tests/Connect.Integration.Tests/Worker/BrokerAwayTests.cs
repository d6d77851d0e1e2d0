using System.Text.Json.Nodes;
using Connect.Connectors;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Worker;

/// <summary>No task says only RUNNING while Kafka cannot be reached; when it can, everything goes on and nothing is missing.</summary>
[Category("Broker")]
[CancelAfter(240_000)]
public sealed class BrokerAwayTests
{
    [Test]
    public async Task A_broker_lost_for_half_a_minute_shows_in_the_status_and_costs_no_line(CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync();
        using var files = new WorkerFiles(kafka.BootstrapServers, "consumer.session.timeout.ms=6000");
        await File.WriteAllTextAsync(files.Input, "before 1\nbefore 2\n", cancellationToken);
        await using var worker = WorkerProcess.Start(files, files.Source(), files.Sink());
        await files.ArrivedAsync(2, worker, cancellationToken);
        await CommittedAsync(kafka, files, 2, cancellationToken);
        Assert.That(Traces(await StatusAsync(worker, $"source-{files.Topic}", cancellationToken)), Is.Empty);

        await kafka.KillAsync();
        var lost = TimeProvider.System.GetTimestamp();
        await File.AppendAllTextAsync(files.Input, "during 1\nduring 2\nduring 3\n", cancellationToken);
        foreach (var (connector, client,
            waits) in new[] { ("source", "producer 'connector-producer-", "3 records are"),
                ("sink", "consumer 'connector-consumer-", "no records are read") })
        {
            JsonNode status = null!;
            await Eventually.Async(
                async () => Traces(status = await StatusAsync(worker, $"{connector}-{files.Topic}", cancellationToken))
                    .Any(trace => trace.Contains(waits, StringComparison.Ordinal) && trace.Contains("refused", StringComparison.Ordinal)),
                $"the status of the {connector} shows the outage", TestTimeouts.Broker, cancellationToken);
            using (Assert.EnterMultipleScope())
            {
                Assert.That((string?)status["connector"]!["state"], Is.EqualTo("RUNNING"));
                Assert.That((string?)status["connector"]!["trace"], Does.StartWith("Kafka cannot be reached by 1 of 1 tasks (0)"));
                Assert.That((string?)status["tasks"]![0]!["state"], Is.EqualTo("RUNNING"));
                Assert.That(
                    (string?)status["tasks"]![0]!["trace"],
                    Does.Contain(client).And.Contain($"bootstrap.servers={kafka.BootstrapServers}").And.Contain("Check that the broker is running"));
            }
        }

        // Half a minute, and as much more as the library is silent about an error that repeats: the status never forgets it.
        await Eventually.Async(
            async () =>
            {
                foreach (var connector in new[] { "source", "sink" })
                    Assert.That(Traces(await StatusAsync(worker, $"{connector}-{files.Topic}", cancellationToken)), Has.Count.EqualTo(2), connector);
                return TimeProvider.System.GetElapsedTime(lost) >= TimeSpan.FromSeconds(38);
            },
            "the outage has lasted", TestTimeouts.Broker, cancellationToken);

        Assert.That(worker.Output, Does.Not.Contain("reconnected after"));
        Assert.That(await worker.Client.GetStringAsync("", cancellationToken), Does.Contain("kafka_cluster_id"), "the worker itself answers");
        await kafka.RestartAsync();
        await File.AppendAllTextAsync(files.Input, "after\n", cancellationToken);
        await files.ArrivedAsync(6, worker, cancellationToken);
        foreach (var connector in new[] { "source", "sink" })
        {
            await Eventually.Async(
                async () => Traces(await StatusAsync(worker, $"{connector}-{files.Topic}", cancellationToken)).Count == 0,
                $"the trace of the {connector} is gone", TestTimeouts.Broker, cancellationToken);
        }

        await worker.StopAsync();
        Assert.That(worker.ExitCode, Is.Zero, worker.Output);
        Assert.That(files.OutputLines(), Is.EqualTo(new[] { "before 1", "before 2", "during 1", "during 2", "during 3", "after" }));
        Assert.That(worker.Output, Does.Contain("Kafka client").And.Contain("reconnected after"));
    }

    [Test]
    public async Task No_broker_at_the_start_shows_in_the_status_and_everything_arrives_when_there_is_one(CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync();
        using var files = new WorkerFiles(kafka.BootstrapServers);
        await kafka.KillAsync();
        await File.WriteAllTextAsync(files.Input, "one\ntwo\n", cancellationToken);
        var sink = files.Sink();
        await File.AppendAllLinesAsync(
            sink, ["errors.tolerance=all", "errors.deadletterqueue.topic.name=" + files.Topic
                + "-dlq", "errors.deadletterqueue.topic.replication.factor=1"], cancellationToken);
        await using var worker = WorkerProcess.Start(files, files.Source(), sink);
        foreach (var (connector, state,
            waits) in new[] { ("source", "RUNNING", "2 records are not acknowledged"),
                ("sink", "UNASSIGNED", "admin client of the dead letter queue") })
        {
            await Eventually.Async(
                async () =>
                {
                    var status = await StatusAsync(worker, $"{connector}-{files.Topic}", cancellationToken);
                    return Traces(status).Any(trace => trace.Contains(waits, StringComparison.Ordinal))
                        && (string?)status["tasks"]![0]!["state"] == state;
                },
                $"the status of the {connector} is {state} and shows the outage", TestTimeouts.Broker, cancellationToken);
        }

        await kafka.RestartAsync();
        await files.ArrivedAsync(2, worker, cancellationToken);
        await worker.StopAsync();
        Assert.That(files.OutputLines(), Is.EqualTo(new[] { "one", "two" }));
    }

    /// <summary>Waits until the sink's offset is committed: what is not may come twice when the broker dies.</summary>
    private static async Task CommittedAsync(LocalKafka kafka, WorkerFiles files, long offset, CancellationToken cancellationToken)
    {
        await using var lab = new KafkaLab(kafka.BootstrapServers);
        await using var admin = lab.Admin();
        await Eventually.Async(
            async () => (await admin.ListGroupOffsetsAsync($"connect-sink-{files.Topic}", cancellationToken))
                .GetValueOrDefault(new TopicPartition(files.Topic, 0)) == offset,
            "the sink's offset is committed", TestTimeouts.Broker, cancellationToken);
    }

    private static List<string> Traces(JsonNode status) =>
        [.. status["tasks"]!.AsArray().Append(status["connector"]).Select(part => (string?)part!["trace"]).OfType<string>()];

    /// <summary>The status; one without tasks while the worker or the connector has not started yet.</summary>
    private static async Task<JsonNode> StatusAsync(WorkerProcess worker, string connector, CancellationToken cancellationToken)
    {
        try
        {
            return JsonNode.Parse(await worker.Client.GetStringAsync($"connectors/{connector}/status", cancellationToken))!;
        }
        catch (HttpRequestException)
        {
            return JsonNode.Parse("""{"connector":{},"tasks":[]}""")!;
        }
    }
}
