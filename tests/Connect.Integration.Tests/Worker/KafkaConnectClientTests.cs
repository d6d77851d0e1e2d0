using System.Net;
using System.Text.Json.Nodes;
using Connect.Client;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Worker;

/// <summary>The typed client asks everything of our worker program and of the Java worker.</summary>
[CancelAfter(240_000)]
public class KafkaConnectClientTests
{
    private WorkerFiles _files = null!;

    [SetUp]
    public async Task MakeFiles()
    {
        _files = new WorkerFiles((await TestBroker.GetRealAsync()).BootstrapServers);
        await File.WriteAllLinesAsync(_files.Input, ["a", "b"]);
    }

    [TearDown]
    public void DeleteFiles() => _files.Dispose();

    [Test]
    public async Task Every_endpoint_of_our_worker(CancellationToken cancellationToken)
    {
        await using var worker = WorkerProcess.Start(_files);
        await AskEverythingAsync(worker, cancellationToken);
    }

    [Test]
    public async Task Every_endpoint_of_the_Java_worker(CancellationToken cancellationToken)
    {
        if (RepoPaths.KafkaHome is null)
        {
            Assert.Ignore("KAFKA_HOME is not set.");
            return;
        }

        await using var worker = WorkerProcess.StartJava(_files);
        await AskEverythingAsync(worker, cancellationToken);
    }

    private async Task AskEverythingAsync(WorkerProcess worker, CancellationToken cancellationToken)
    {
        var client = new KafkaConnectClient(worker.Client);
        var name = "lines " + _files.Topic;
        var config = new Dictionary<string, string?>
        {
            ["connector.class"] = "FileStreamSource",
            ["file"] = _files.Input,
            ["topic"] = _files.Topic,
            ["value.converter"] = "org.apache.kafka.connect.storage.StringConverter",
        };
        await client.WaitUntilReadyAsync(TestTimeouts.Broker, cancellationToken);
        Assert.That((await client.GetServerInfoAsync(cancellationToken)).Version, Is.EqualTo("4.3.1"));
        Assert.That((await client.GetHealthAsync(cancellationToken)).IsHealthy);

        var created = await client.CreateConnectorAsync(new CreateConnectorRequest(name, config, InitialState.Stopped), cancellationToken);
        Assert.That((created.Name, created.Type), Is.EqualTo((name, ConnectorType.Source)));
        await client.WaitForStateAsync(name, ConnectorState.Stopped, cancellationToken: cancellationToken);
        var exists =
            await Assert.ThrowsAsync<KafkaConnectException>(
                () => client.CreateConnectorAsync(new CreateConnectorRequest(name, config), cancellationToken));
        Assert.That((exists.Status, exists.IsTransient), Is.EqualTo((HttpStatusCode.Conflict, false)), exists.Message);

        await client.AlterOffsetsAsync(
            name, [new ConnectorOffset(new JsonObject { ["filename"] = _files.Input }, new JsonObject { ["position"] = 2 })], cancellationToken);
        Assert.That((await client.GetOffsetsAsync(name, cancellationToken)).Single().Offset!["position"]!.GetValue<long>(), Is.EqualTo(2));
        await client.ResetOffsetsAsync(name, cancellationToken);
        Assert.That(await client.GetOffsetsAsync(name, cancellationToken), Is.Empty);

        await client.ResumeAsync(name, cancellationToken);
        var running = await client.WaitForStateAsync(name, ConnectorState.Running, TestTimeouts.Broker, cancellationToken: cancellationToken);
        Assert.That(running.Tasks.Single().Id, Is.Zero);
        await Eventually.Async(
            async () => (await client.GetActiveTopicsAsync(name, cancellationToken)).SequenceEqual([_files.Topic]), "the topic is used",
            TestTimeouts.Broker, cancellationToken);
        await client.ResetActiveTopicsAsync(name, cancellationToken);
        Assert.That((await client.GetTaskStatusAsync(name, 0, cancellationToken)).State, Is.EqualTo(ConnectorState.Running));
        Assert.That((await client.GetTasksAsync(name, cancellationToken)).Single().Config["topic"], Is.EqualTo(_files.Topic));
        Assert.That(await client.GetConnectorsAsync(cancellationToken), Is.EqualTo([name]));
        var expanded = (await client.GetExpandedConnectorsAsync(cancellationToken: cancellationToken))[name];
        Assert.That((expanded.Status?.Name, expanded.Info?.Name), Is.EqualTo((name, name)));

        await client.RestartTaskAsync(name, 0, cancellationToken);
        Assert.That(await client.RestartConnectorAsync(name, cancellationToken: cancellationToken), Is.Null);
        Assert.That(
            (await client.RestartConnectorAsync(name, includeTasks: true, cancellationToken: cancellationToken))!.Tasks, Has.Count.EqualTo(1));
        await client.WaitForStateAsync(name, ConnectorState.Running, TestTimeouts.Broker, cancellationToken: cancellationToken);
        await client.PauseAsync(name, cancellationToken);
        await client.WaitForStateAsync(name, ConnectorState.Paused, TestTimeouts.Broker, cancellationToken: cancellationToken);
        await client.StopAsync(name, cancellationToken);
        await client.WaitForStateAsync(name, ConnectorState.Stopped, TestTimeouts.Broker, cancellationToken: cancellationToken);

        config["batch.size"] = "7";
        Assert.That((await client.PutConfigAsync(name, config, cancellationToken)).Config["batch.size"], Is.EqualTo("7"));
        Assert.That(
            (await client.PatchConfigAsync(name, new Dictionary<string, string?> { ["batch.size"] = null }, cancellationToken)).Config.Keys,
            Does.Not.Contain("batch.size"));
        Assert.That(
            await client.GetConfigAsync(name, cancellationToken), Is.EqualTo((await client.GetConnectorAsync(name, cancellationToken)).Config));

        Assert.That(
            (await client.GetPluginsAsync(connectorsOnly: false, cancellationToken)).Select(plugin => plugin.Type),
            Does.Contain("transformation").And.Contain("sink"));
        Assert.That(
            (await client.GetPluginConfigAsync("FileStreamSource", cancellationToken: cancellationToken)).Select(key => key.Name),
            Does.Contain("batch.size"));
        config["batch.size"] = "many";
        var judged = await client.ValidateConfigAsync("FileStreamSource", config, cancellationToken);
        Assert.That(judged.Configs.Single(key => key.Value.Name == "batch.size").Value.Errors, Is.Not.Empty);
        Assert.That(judged.ErrorCount, Is.GreaterThanOrEqualTo(1));
        Assert.That(await client.SetLoggerLevelAsync("org.example", "DEBUG", cancellationToken: cancellationToken), Is.EqualTo(["org.example"]));
        Assert.That((await client.GetLoggerAsync("org.example", cancellationToken)).Level, Is.EqualTo("DEBUG"));
        Assert.That((await client.GetLoggersAsync(cancellationToken)).Keys, Does.Contain("org.example"));

        await client.DeleteConnectorAsync(name, cancellationToken);
        await client.WaitForDeletionAsync(name, TestTimeouts.Broker, cancellationToken);
        var gone = await Assert.ThrowsAsync<KafkaConnectException>(() => client.GetConnectorAsync(name, cancellationToken));
        Assert.That(gone.Status, Is.EqualTo(HttpStatusCode.NotFound), gone.Message);
        Assert.That(gone.Message, Does.Contain(name));
    }
}
