using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Worker;

/// <summary>Bad input gives one clear error that names the key or record and the remedy; nothing else is disturbed.</summary>
[Category("Broker")]
[CancelAfter(180_000)]
public sealed class BadInputTests
{
    private WorkerFiles _files = null!;

    [SetUp]
    public async Task WriteFiles() => _files = new WorkerFiles((await TestBroker.GetRealAsync()).BootstrapServers);

    [TearDown]
    public void RemoveFiles() => _files.Dispose();

    [TestCase("connector.class=FileStreamSorce;topic=t", "FileStreamSorce", "FileStreamSourceConnector")]
    [TestCase("connector.class=FileStreamSource", "Missing required configuration \"topic\"", "")]
    [TestCase("connector.class=FileStreamSource;topic=t;tasks.max=many", "tasks.max", "many")]
    [TestCase("connector.class=FileStreamSource;city=Zürich", "bad.properties is not UTF-8", "Reading it as ISO-8859-1")]
    public async Task A_connector_that_is_not_valid_ends_the_program_with_exit_code_3(string config, string named, string remedy)
    {
        var bad = _files.At("bad.properties");
        await File.WriteAllLinesAsync(bad, ["name=bad", .. config.Split(';')], Encoding.Latin1);
        await using var worker = WorkerProcess.Start(_files, bad);
        await worker.WaitForExitAsync();
        Assert.That(worker.ExitCode, Is.EqualTo(3), worker.Output);
        Assert.That(worker.Output, Does.Contain(named).And.Contain(remedy));
    }

    [TestCase("offset.flush.interval.ms=soon", "offset.flush.interval.ms")]
    [TestCase("value.converter=NoSuchConverter", "NoSuchConverter")]
    [TestCase("listeners=8083", "listeners")]
    [TestCase("bootstrap.servers=localhost", "Invalid url in bootstrap.servers: localhost")]
    [TestCase("key.converter=\\u00zz", "not a valid properties file")]
    public async Task A_worker_configuration_that_is_not_valid_ends_the_program_with_exit_code_2(string line, string named)
    {
        await File.AppendAllLinesAsync(_files.Worker, [line]);
        await using var worker = WorkerProcess.Start(_files);
        await worker.WaitForExitAsync();
        Assert.That(worker.ExitCode, Is.EqualTo(2), worker.Output);
        Assert.That(worker.Output, Does.Contain(named));
    }

    [Test]
    public async Task An_empty_worker_file_is_refused_with_what_is_missing()
    {
        await File.WriteAllTextAsync(_files.Worker, "");
        await using var worker = WorkerProcess.Start(_files);
        await worker.WaitForExitAsync();
        Assert.That(worker.ExitCode, Is.EqualTo(2), worker.Output);
        Assert.That(worker.Output.Trim(), Does.Contain("'bootstrap.servers', 'key.converter', 'value.converter'").And.Not.Contain("\n"));
    }

    [Test]
    public async Task A_port_that_is_taken_is_one_line_that_names_address_and_key()
    {
        using var taken = new TcpListener(IPAddress.Loopback, _files.Port);
        taken.Start();
        await using var worker = WorkerProcess.Start(_files, _files.Source());
        await worker.WaitForExitAsync();
        Assert.That(worker.ExitCode, Is.EqualTo(3), worker.Output);
        Assert.That(
            worker.Output.Split('\n')
                .Where(line => line.Contains("FATAL", StringComparison.Ordinal) || line.Contains("   at ", StringComparison.Ordinal)), Has.One.Items);
        Assert.That(worker.Output, Does.Contain($":{_files.Port}").And.Contain("'listeners'"));
    }

    [Test]
    public async Task A_key_that_nothing_knows_is_told_with_the_nearest_one(CancellationToken cancellationToken)
    {
        var source = _files.Source();
        await File.AppendAllLinesAsync(source, ["task.max=2"], cancellationToken);
        await using var worker = WorkerProcess.Start(_files, source);
        await Eventually.Async(
            () => worker.Output.Contains("Created connector", StringComparison.Ordinal), "the connector is created", TestTimeouts.Broker,
            cancellationToken);
        Assert.That(
            worker.Output.Split('\n').Where(line => line.Contains("WARN", StringComparison.Ordinal)),
            Has.One.Contains("'task.max'").And.One.Contains("Did you mean 'tasks.max'?"));
    }

    [Test]
    public async Task A_missing_worker_file_is_named_and_a_missing_argument_shows_the_usage()
    {
        await using var missing = WorkerProcess.Start(_files, "/no/such/connector.properties");
        await missing.WaitForExitAsync();
        Assert.That(missing.ExitCode, Is.EqualTo(2), missing.Output);
        Assert.That(missing.Output, Does.Contain("/no/such/connector.properties"));
    }

    [Test]
    public async Task Two_files_of_one_connector_name_are_refused()
    {
        var other = _files.Write("other.properties", $"name=source-{_files.Topic}", "connector.class=FileStreamSource", "topic=t");
        await using var worker = WorkerProcess.Start(_files, _files.Source(), other);
        await worker.WaitForExitAsync();
        Assert.That(worker.ExitCode, Is.Not.Zero);
        Assert.That(worker.Output, Does.Contain(other).And.Contain("unique"));
    }

    [Test]
    public async Task A_corrupt_offset_file_is_refused_with_its_path_and_the_remedy()
    {
        await File.WriteAllTextAsync(_files.Offsets, "not an offset file");
        await using var worker = WorkerProcess.Start(_files, _files.Source());
        await worker.WaitForExitAsync();
        Assert.That(worker.ExitCode, Is.EqualTo(3), worker.Output);
        Assert.That(worker.Output, Does.Contain(_files.Offsets));
        Assert.That(await File.ReadAllTextAsync(_files.Offsets), Is.EqualTo("not an offset file"));
    }

    [Test]
    public async Task A_record_that_cannot_be_read_fails_its_sink_is_not_committed_and_leaves_the_source_alone(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(_files.Input, "plain text\n", cancellationToken);
        var source = _files.Source();
        await File.AppendAllLinesAsync(source, ["value.converter=org.apache.kafka.connect.storage.StringConverter"], cancellationToken);
        await using (var worker = WorkerProcess.Start(_files, source, _files.Sink()))
        {
            JsonNode? status = null;
            await Eventually.Async(
                async () =>
                {
                    status = await StatusAsync(worker, $"sink-{_files.Topic}", cancellationToken);
                    return TaskState(status) == "FAILED";
                },
                "the sink's task fails", TestTimeouts.Broker, cancellationToken);
            var trace = (string?)status!["tasks"]![0]!["trace"];
            Assert.That(
                trace, Does.Contain("Tolerance exceeded").And.Contain($"topic '{_files.Topic}', partition 0, offset 0").And.Contain(
                    "errors.tolerance"));
            Assert.That(
                (string?)(await StatusAsync(worker, $"source-{_files.Topic}", cancellationToken))!["tasks"]![0]!["state"], Is.EqualTo("RUNNING"));
            await worker.StopAsync();
            Assert.That(
                worker.Output.Split('\n').Where(line => line.Contains("Tolerance exceeded", StringComparison.Ordinal)), Has.One.Items,
                "one line in the log");
            Assert.That(worker.Output, Does.Not.Contain("   at "), "and no stack");
        }

        // With a converter that can read it the record is still there.
        var sink = _files.Sink();
        await File.AppendAllLinesAsync(sink, ["value.converter=org.apache.kafka.connect.storage.StringConverter"], cancellationToken);
        await using var again = WorkerProcess.Start(_files, sink);
        await _files.ArrivedAsync(1, again, cancellationToken);
        Assert.That(_files.OutputLines(), Is.EqualTo(new[] { "plain text" }));
    }

    [Test]
    public async Task A_file_that_cannot_be_read_fails_its_task_with_the_path_in_log_and_status(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_files.Input);
        await using var worker = WorkerProcess.Start(_files, _files.Source());
        JsonNode? status = null;
        await Eventually.Async(
            async () =>
            {
                status = await StatusAsync(worker, $"source-{_files.Topic}", cancellationToken);
                return TaskState(status) == "FAILED";
            },
            "the task fails", TestTimeouts.Broker, cancellationToken);
        Assert.That((string?)status!["tasks"]![0]!["trace"], Does.Contain(_files.Input));
        Assert.That(worker.Output, Does.Contain(_files.Input));
    }

    private static string? TaskState(JsonNode? status) => status?["tasks"] is JsonArray { Count: > 0 } tasks ? (string?)tasks[0]!["state"] : null;

    private static async Task<JsonNode?> StatusAsync(WorkerProcess worker, string connector, CancellationToken cancellationToken)
    {
        try
        {
            return JsonNode.Parse(await worker.Client.GetStringAsync($"connectors/{connector}/status", cancellationToken));
        }
        catch (HttpRequestException)
        {
            return null; // The worker or the connector has not started yet.
        }
    }
}
