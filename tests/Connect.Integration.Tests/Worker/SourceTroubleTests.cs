using System.Text.Json.Nodes;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Worker;

/// <summary>No source says only RUNNING while its records or its offsets go nowhere.</summary>
[Category("Broker")]
[CancelAfter(240_000)]
public sealed class SourceTroubleTests
{
    [Test]
    public async Task A_topic_that_does_not_exist_shows_in_the_status_and_the_records_arrive_when_somebody_creates_it(
        CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync(1, "auto.create.topics.enable=false");
        using var files = new WorkerFiles(kafka.BootstrapServers);
        await File.WriteAllTextAsync(files.Input, "one\ntwo\n", cancellationToken);
        await using var worker = WorkerProcess.Start(files, files.Source());

        await TracedAsync(worker, files, "does not exist", cancellationToken);
        var status = await StatusAsync(worker, files, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)status["tasks"]![0]!["state"], Is.EqualTo("RUNNING"));
            Assert.That(
                (string?)status["tasks"]![0]!["trace"],
                Does.Contain($"Topic '{files.Topic}' does not exist").And.Contain("2 are not acknowledged").And.Contain("topic.creation.default"));
            Assert.That((string?)status["connector"]!["trace"], Does.Contain("1 of 1 tasks (0)"));
        }

        // Longer than the client library waits for a topic by itself.
        var since = TimeProvider.System.GetTimestamp();
        await Eventually.Async(
            async () =>
            {
                Assert.That((string?)(await StatusAsync(worker, files, cancellationToken))["tasks"]![0]!["state"], Is.EqualTo("RUNNING"));
                return TimeProvider.System.GetElapsedTime(since) >= TimeSpan.FromSeconds(35);
            },
            "the source goes on waiting", TestTimeouts.Broker, cancellationToken);
        Assert.That(worker.Output.Split('\n').Where(line => line.Contains("does not exist", StringComparison.Ordinal)), Has.One.Items);

        await using var lab = new KafkaLab(kafka.BootstrapServers);
        await using (var admin = lab.Admin())
            await admin.CreateTopicAsync(new NewTopic(files.Topic, 1, 1), cancellationToken);
        await Eventually.Async(
            async () => Trace(await StatusAsync(worker, files, cancellationToken)) is null, "the trace is gone", TestTimeouts.Broker,
            cancellationToken);
        await Eventually.Async(() => File.Exists(files.Offsets), "and the offsets are stored", TestTimeouts.Broker, cancellationToken);
    }

    [Test]
    public async Task Offsets_that_cannot_be_stored_show_in_the_status_and_in_the_exit_code(CancellationToken cancellationToken)
    {
        var kafka = await TestBroker.GetRealAsync();
        using var files = new WorkerFiles(kafka.BootstrapServers);
        Directory.CreateDirectory(files.At("gone"));
        await File.AppendAllLinesAsync(files.Worker, [$"offset.storage.file.filename={files.At("gone/connect.offsets")}"], cancellationToken);
        await File.WriteAllTextAsync(files.Input, "one\n", cancellationToken);
        await using var worker = WorkerProcess.Start(files, files.Source());
        await Eventually.Async(
            () => File.Exists(files.At("gone/connect.offsets")), "the first offset is stored", TestTimeouts.Broker, cancellationToken);
        Directory.Delete(files.At("gone"), recursive: true);
        await File.AppendAllTextAsync(files.Input, "two\n", cancellationToken);

        await TracedAsync(worker, files, "cannot be stored since", cancellationToken);
        Assert.That(
            Trace(await StatusAsync(worker, files, cancellationToken)),
            Does.Contain("gone/connect.offsets").And.Contain("Check that the folder exists"));
        Directory.CreateDirectory(files.At("gone"));
        await Eventually.Async(
            async () => Trace(await StatusAsync(worker, files, cancellationToken)) is null, "the trace is gone when the folder is back",
            TestTimeouts.Broker, cancellationToken);

        Directory.Delete(files.At("gone"), recursive: true);
        await File.AppendAllTextAsync(files.Input, "three\n", cancellationToken);
        await TracedAsync(worker, files, "cannot be stored since", cancellationToken);
        await worker.StopAsync();

        Assert.That(worker.ExitCode, Is.EqualTo(4), worker.Output);
        Assert.That(
            worker.Output.Split('\n').Where(line => line.Contains("stops without the last offsets", StringComparison.Ordinal)),
            Has.One.Contains($"source-{files.Topic}-0"));
    }

    private static Task TracedAsync(WorkerProcess worker, WorkerFiles files, string text, CancellationToken cancellationToken) => Eventually.Async(
        async () => Trace(await StatusAsync(worker, files, cancellationToken))?.Contains(text, StringComparison.Ordinal) == true,
        $"the status says '{text}'", TestTimeouts.Broker, cancellationToken);

    private static string? Trace(JsonNode status) => (string?)status["tasks"]?.AsArray().FirstOrDefault()?["trace"];

    private static async Task<JsonNode> StatusAsync(WorkerProcess worker, WorkerFiles files, CancellationToken cancellationToken)
    {
        try
        {
            return JsonNode.Parse(await worker.Client.GetStringAsync($"connectors/source-{files.Topic}/status", cancellationToken))!;
        }
        catch (HttpRequestException)
        {
            return new JsonObject();
        }
    }
}
