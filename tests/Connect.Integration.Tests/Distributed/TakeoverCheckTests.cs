using Connect.Tests;
using Connect.Tests.Brokers;
using Connect.WorkerProgram;

namespace Connect.Integration.Tests.Distributed;

/// <summary><c>connect-worker check-takeover</c> on the topics of a cluster that has stopped.</summary>
[CancelAfter(120_000)]
public class TakeoverCheckTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-takeover-");
    private readonly TestLoggerFactory _log = new();
    private readonly string _group = RandomNames.Group();

    [TearDown]
    public void Clean() => _folder.Delete(recursive: true);

    [Test]
    public async Task It_tells_what_would_run_and_what_would_not(CancellationToken cancellationToken)
    {
        var lines = Path.Combine(_folder.FullName, "lines");
        await File.WriteAllTextAsync(lines, "one\n", cancellationToken);
        await using (var replica = await Replica.StartAsync(_group, _log, cancellationToken))
        {
            await Eventually.Async(() => replica.Connect.IsReady, "the worker has joined", TestTimeouts.Broker, cancellationToken);
            var config = new Dictionary<string, string?>
            {
                ["connector.class"] = "FileStreamSource",
                ["file"] = lines,
                ["topic"] = $"{_group}-lines",
                ["bach.size"] = "7"
            };
            await replica.Connect.CreateConnectorAsync("lines", config, cancellationToken: cancellationToken);
            await Eventually.Async(
                async () => (await replica.Connect.GetOffsetsAsync("lines", cancellationToken)).Count == 1, "an offset is stored",
                TestTimeouts.Broker, cancellationToken);
        }

        var (code, text) = await CheckAsync([], cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(ExitCodes.Success), text);
            Assert.That(text, Does.Contain("It would run, with 1 tasks; target state STARTED."));
            Assert.That(text, Does.Contain("No setting here has the key 'bach.size'"));
            Assert.That(text, Does.Contain("The offsets of 1 source partitions can be read."));
            Assert.That(text, Does.Contain("It has no members."));
            Assert.That(text, Does.Contain("No ACL for it can be seen"));
        }

        // A plugin that is not there, and a setting of a slip.
        (code, text) = await CheckAsync(["value.converter=com.example.Missing"], cancellationToken);
        Assert.That((code, text.Contains("STOP", StringComparison.Ordinal)), Is.EqualTo((ExitCodes.Refused, true)), text);
        Assert.That(text, Does.Contain("com.example.Missing"));
    }

    private async Task<(int Code, string Text)> CheckAsync(string[] more, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder.FullName, "worker.properties");
        await File.WriteAllLinesAsync(
            file,
            [
                $"bootstrap.servers={(await TestBroker.GetRealAsync()).BootstrapServers}",
                $"group.id={_group}",
                "key.converter=org.apache.kafka.connect.storage.StringConverter",
                "value.converter=org.apache.kafka.connect.storage.StringConverter",
                $"config.storage.topic={_group}-configs",
                $"offset.storage.topic={_group}-offsets",
                $"status.storage.topic={_group}-statuses",
                .. more,
            ],
            cancellationToken);
        var output = new StringWriter();
        var code = await TakeoverCommand.RunAsync(file, output, cancellationToken);
        return (code, output.ToString());
    }
}
