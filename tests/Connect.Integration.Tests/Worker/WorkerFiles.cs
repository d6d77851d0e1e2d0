using System.Globalization;
using Connect.Tests;

namespace Connect.Integration.Tests.Worker;

/// <summary>A folder with the files of a worker and its connectors, and the files that these read and write.</summary>
internal sealed class WorkerFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connect-worker-").FullName;

    public WorkerFiles(string bootstrapServers, params IReadOnlyList<string> more)
    {
        Port = WorkerProcess.FreePort();
        Worker = Write(
            "worker.properties",
            [
                $"bootstrap.servers={bootstrapServers}",
                "key.converter=org.apache.kafka.connect.json.JsonConverter",
                "value.converter=org.apache.kafka.connect.json.JsonConverter",
                $"offset.storage.file.filename={At("connect.offsets")}",
                "offset.flush.interval.ms=500",
                $"listeners=http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}",
                .. more,
            ]);
    }

    public int Port { get; }

    public string Topic { get; } = RandomNames.Topic();

    public string Worker { get; }

    public string Input => At("test.txt");

    public string Output => At("test.sink.txt");

    public string Offsets => At("connect.offsets");

    public string At(string name) => Path.Combine(_folder, name);

    public string Write(string name, params IReadOnlyList<string> lines)
    {
        File.WriteAllLines(At(name), lines);
        return At(name);
    }

    /// <summary>The source of the quick start.</summary>
    public string Source() =>
        Write("source.properties", $"name=source-{Topic}", "connector.class=FileStreamSource", $"file={Input}", $"topic={Topic}");

    /// <summary>The sink of the quick start.</summary>
    public string Sink() => Write("sink.properties", $"name=sink-{Topic}", "connector.class=FileStreamSink", $"file={Output}", $"topics={Topic}");

    public string[] OutputLines() => File.Exists(Output) ? File.ReadAllLines(Output) : [];

    /// <summary>Waits until the sink has written a number of different lines.</summary>
    public async Task ArrivedAsync(int lines, WorkerProcess worker, CancellationToken cancellationToken)
    {
        try
        {
            await Eventually.Async(() => OutputLines().Distinct().Count() >= lines, $"{lines} lines arrive", TestTimeouts.Broker, cancellationToken);
        }
        catch (Exception)
        {
            await TestContext.Out.WriteLineAsync($"{OutputLines().Length} lines have arrived. The worker said:\n{worker.Output}");
            throw;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
