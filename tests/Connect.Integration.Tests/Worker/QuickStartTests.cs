using System.Text.Json.Nodes;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Worker;

/// <summary>Kafka's quick start with our worker program: a file through a topic into a file, whatever happens to the process.</summary>
[Category("Broker")]
[CancelAfter(300_000)]
public sealed class QuickStartTests
{
    private WorkerFiles _files = null!;

    /// <remarks>A killed worker's partitions come back when its session has timed out; 6 seconds are the least that a broker takes.</remarks>
    [SetUp]
    public async Task WriteFiles() =>
        _files = new WorkerFiles((await TestBroker.GetRealAsync()).BootstrapServers, "consumer.session.timeout.ms=6000");

    [TearDown]
    public void RemoveFiles() => _files.Dispose();

    [Test]
    public async Task Appended_lines_appear_in_the_output(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(_files.Input, "foo\nbar\n", cancellationToken);
        await using var worker = WorkerProcess.Start(_files, _files.Source(), _files.Sink());
        await _files.ArrivedAsync(2, worker, cancellationToken);
        await File.AppendAllTextAsync(_files.Input, "baz ✓\nqux\nquux\n", cancellationToken);
        await _files.ArrivedAsync(5, worker, cancellationToken);
        Assert.That(_files.OutputLines(), Is.EqualTo(new[] { "foo", "bar", "baz ✓", "qux", "quux" }));

        var status = JsonNode.Parse(await worker.Client.GetStringAsync($"connectors/source-{_files.Topic}/status", cancellationToken))!;
        Assert.That((string?)status["tasks"]![0]!["state"], Is.EqualTo("RUNNING"));
        await worker.StopAsync();
        Assert.That(worker.ExitCode, Is.Zero);
    }

    [Test]
    public async Task Killed_and_started_again_it_loses_no_line(CancellationToken cancellationToken)
    {
        const int Lines = 3000;
        var writing = AppendAsync(Lines, cancellationToken);
        for (var kill = 1; kill <= 3; kill++)
        {
            var before = _files.OutputLines().Distinct().Count();
            await using var worker = WorkerProcess.Start(_files, _files.Source(), _files.Sink());
            await _files.ArrivedAsync(Math.Min(Lines, before + 200), worker, cancellationToken);
            await worker.KillAsync();
        }

        await using (var worker = WorkerProcess.Start(_files, _files.Source(), _files.Sink()))
        {
            await writing;
            await _files.ArrivedAsync(Lines, worker, cancellationToken);
        }

        Assert.That(_files.OutputLines().Distinct(), Is.EquivalentTo(Enumerable.Range(0, Lines).Select(Line)));
    }

    [Test]
    public async Task Stopped_and_started_again_it_neither_loses_nor_repeats_a_line(CancellationToken cancellationToken)
    {
        const int Lines = 1500;
        var writing = AppendAsync(Lines, cancellationToken);
        for (var stop = 1; stop <= 2; stop++)
        {
            var before = _files.OutputLines().Length;
            await using var worker = WorkerProcess.Start(_files, _files.Source(), _files.Sink());
            await _files.ArrivedAsync(Math.Min(Lines, before + 200), worker, cancellationToken);
            await worker.StopAsync();
            Assert.That(worker.ExitCode, Is.Zero, worker.Output);
        }

        await using (var worker = WorkerProcess.Start(_files, _files.Source(), _files.Sink()))
        {
            await writing;
            await _files.ArrivedAsync(Lines, worker, cancellationToken);
            await worker.StopAsync();
        }

        Assert.That(_files.OutputLines(), Is.EqualTo(Enumerable.Range(0, Lines).Select(Line)));
    }

    [Test]
    public async Task The_Java_worker_goes_on_from_our_offset_file_and_we_from_its(CancellationToken cancellationToken)
    {
        if (RepoPaths.KafkaHome is null)
            MissingBroker.SkipOrFail("a Kafka distribution (KAFKA_HOME)");
        await File.WriteAllTextAsync(_files.Input, "ours 1\nours 2\n", cancellationToken);
        await using (var ours = WorkerProcess.Start(_files, _files.Source(), _files.Sink()))
        {
            await _files.ArrivedAsync(2, ours, cancellationToken);
            await ours.StopAsync();
        }

        await File.AppendAllTextAsync(_files.Input, "java 1\njava 2\n", cancellationToken);
        await using (var java = WorkerProcess.StartJava(_files, _files.Source(), _files.Sink()))
        {
            await _files.ArrivedAsync(4, java, cancellationToken);
            await java.StopAsync();
        }

        await File.AppendAllTextAsync(_files.Input, "ours 3\n", cancellationToken);
        await using (var again = WorkerProcess.Start(_files, _files.Source(), _files.Sink()))
        {
            await _files.ArrivedAsync(5, again, cancellationToken);
            await again.StopAsync();
        }

        Assert.That(_files.OutputLines(), Is.EqualTo(new[] { "ours 1", "ours 2", "java 1", "java 2", "ours 3" }));
    }

    [Test]
    public async Task A_large_file_arrives_byte_for_byte_in_little_memory(CancellationToken cancellationToken)
    {
        const int Lines = 1_000_000;
        await using (var input = new StreamWriter(_files.Input))
        {
            for (var i = 0; i < Lines; i++)
                await input.WriteAsync($"{i:D8} {new string((char)('a' + (i % 26)), 90)}\n");
        }

        var length = new FileInfo(_files.Input).Length;
        await using var worker = WorkerProcess.Start(_files, _files.Source(), _files.Sink());
        await Eventually.Async(
            () => File.Exists(_files.Output)
                && new FileInfo(_files.Output).Length >= length, $"{length} bytes arrive; the worker said:\n{worker.Output}", TestTimeouts.Broker * 2,
                    cancellationToken);
        var peak = worker.PeakWorkingSet;
        await worker.StopAsync();
        Assert.That(await HashAsync(_files.Output, cancellationToken), Is.EqualTo(await HashAsync(_files.Input, cancellationToken)));
        await TestContext.Out.WriteLineAsync($"Peak working set {peak / 1_000_000} MB");
        // 67 MB of it are the files of the runtime and the libraries, and a debug build compiles all its code at run time.
        Assert.That(peak, Is.LessThan(162_000_000));
    }

    private static string Line(int number) => $"line {number} zähl";

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexString(await System.Security.Cryptography.SHA256.HashDataAsync(file, cancellationToken));
    }

    /// <summary>Appends lines bit by bit, each piece when the last one is read, so that the worker is always in the middle of them.</summary>
    private async Task AppendAsync(int lines, CancellationToken cancellationToken)
    {
        for (var first = 0; first < lines; first += 100)
        {
            await File.AppendAllLinesAsync(_files.Input, Enumerable.Range(first, 100).Select(Line), cancellationToken);
            var needed = first - 300;
            await Eventually.Async(() => _files.OutputLines().Length >= needed, "the worker follows", TestTimeouts.Broker, cancellationToken);
        }
    }
}
