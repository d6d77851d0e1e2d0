using System.Text.Json.Nodes;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Worker;

/// <summary>The worker program as a batch job: connectors with <c>run.to.end</c>.</summary>
[Category("Broker")]
[CancelAfter(300_000)]
public sealed class FinishedWorkerTests
{
    private WorkerFiles _files = null!;

    [SetUp]
    public async Task WriteFiles() =>
        _files = new WorkerFiles((await TestBroker.GetRealAsync()).BootstrapServers, "consumer.auto.offset.reset=earliest");

    [TearDown]
    public void RemoveFiles() => _files.Dispose();

    [Test]
    public async Task Import_and_export_end_with_exit_code_0_when_everything_is_there(CancellationToken cancellationToken)
    {
        var lines = Enumerable.Range(0, 500).Select(number => $"line {number}").ToArray();
        await File.WriteAllTextAsync(_files.Input, string.Join('\n', lines), cancellationToken);
        await File.AppendAllLinesAsync(_files.Worker, ["exit.when.finished=true"], cancellationToken);
        foreach (var connector in new[] { ToEnd(_files.Source()), ToEnd(_files.Sink()) })
        {
            await using var worker = WorkerProcess.Start(_files, connector);
            await worker.WaitForExitAsync();
            Assert.That(worker.ExitCode, Is.Zero, worker.Output);
            Assert.That(worker.Output, Does.Contain("Every connector has finished").And.Not.Contain("without effect"));
        }

        Assert.That(_files.OutputLines(), Is.EqualTo(lines));

        // The offsets are stored: another run has nothing to do.
        await using var again = WorkerProcess.Start(_files, _files.At("source.properties"), _files.At("sink.properties"));
        await again.WaitForExitAsync();
        Assert.That(again.ExitCode, Is.Zero, again.Output);
        Assert.That(_files.OutputLines(), Is.EqualTo(lines));
    }

    [Test]
    public async Task Failed_connector_ends_with_exit_code_7_when_the_others_have_finished(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(_files.Input, "line\n", cancellationToken);
        await File.AppendAllLinesAsync(_files.Worker, ["exit.when.finished=true"], cancellationToken);
        var failing = _files.Write(
            "failing.properties", "name=failing", "connector.class=FileStreamSource", $"file={_files.At("absent")}", $"topic={_files.Topic}",
            "run.to.end=true");
        await using var worker = WorkerProcess.Start(_files, failing, ToEnd(_files.Source()));
        await worker.WaitForExitAsync();
        Assert.That(worker.ExitCode, Is.EqualTo(7), worker.Output);
        Assert.That(worker.Output, Does.Contain("does not exist, so it cannot be read to its end").And.Contain("these connectors have failed"));
    }

    [Test]
    public async Task Worker_whose_connectors_have_finished_goes_on_unless_it_is_told_to_exit(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(_files.Input, "line\n", cancellationToken);
        await using var worker = WorkerProcess.Start(_files, ToEnd(_files.Source()));
        var name = $"source-{_files.Topic}";
        await Eventually.Async(
            async () => await StatusAsync(worker, name) is { } status && (string?)status["connector"]!["state"] == "STOPPED"
                && ((string?)status["connector"]!["trace"])?.StartsWith("Finished:", StringComparison.Ordinal) == true,
            "the connector has finished", TestTimeouts.Broker, cancellationToken);

        // What has been added since is read when the connector is resumed.
        await File.AppendAllTextAsync(_files.Input, "another line", cancellationToken);
        using (var resumed = await worker.Client.PutAsync($"connectors/{name}/resume", null, cancellationToken))
            resumed.EnsureSuccessStatusCode();
        await Eventually.Async(
            async () => (await worker.Client.GetStringAsync($"connectors/{name}/offsets", cancellationToken)).Contains(
                "\"position\":17", StringComparison.Ordinal),
            "the new line is read", TestTimeouts.Broker, cancellationToken);
        await worker.StopAsync();
        Assert.That(worker.ExitCode, Is.Zero);
    }

    private static string ToEnd(string connector)
    {
        File.AppendAllLines(connector, ["run.to.end=true"]);
        return connector;
    }

    private static async Task<JsonNode?> StatusAsync(WorkerProcess worker, string name)
    {
        try
        {
            using var answer = await worker.Client.GetAsync($"connectors/{name}/status");
            return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
