using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Connect.Tests;

namespace Connect.EndToEnd;

/// <summary>A worker in a process of its own: the Java one or ours.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const int TicksPerSecond = 100;

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    /// <summary>What the process has used so far, all threads.</summary>
    public TimeSpan Cpu
    {
        get
        {
            var text = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
        }
    }

    /// <summary>The most memory that it had, in MB.</summary>
    public long PeakMegabytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="isJava">Which.</param>
    /// <param name="servers">The brokers.</param>
    /// <param name="connector">The connector.</param>
    /// <param name="folder">Where its files are.</param>
    /// <param name="isExactlyOnce">Whether sources run exactly once; then the Java worker runs in distributed mode, because it cannot do so
    /// standalone.</param>
    /// <param name="replicas">How many replicas the worker's topics have.</param>
    public static async Task<WorkerProcess> StartAsync(bool isJava, string servers, Dictionary<string, string> connector, string folder,
        bool isExactlyOnce, int replicas)
    {
        var isDistributed = isJava && isExactlyOnce;
        var address = isDistributed ? $"http://127.0.0.1:{FreePort()}" : "http://127.0.0.1:0";
        var worker = new Dictionary<string, string>
        {
            ["bootstrap.servers"] = servers,
            ["key.converter"] = "org.apache.kafka.connect.converters.ByteArrayConverter",
            ["value.converter"] = "org.apache.kafka.connect.converters.ByteArrayConverter",
            ["offset.storage.file.filename"] = Path.Combine(folder, "offsets"),
            ["listeners"] = address,
        };
        if (isExactlyOnce)
        {
            worker.Remove("offset.storage.file.filename");
            worker["exactly.once.source.support"] = "enabled";
            worker["group.id"] = $"bench-{Guid.NewGuid():N}";
            worker["offset.storage.replication.factor"] = replicas.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var store in isDistributed ? new[] { "config", "offset", "status" } : [])
        {
            worker[$"{store}.storage.topic"] = $"{worker["group.id"]}-{store}";
            worker[$"{store}.storage.replication.factor"] = replicas.ToString(CultureInfo.InvariantCulture);
        }

        var (workerFile, connectorFile) = (Path.Combine(folder, "worker.properties"), Path.Combine(folder, "connector.properties"));
        await File.WriteAllLinesAsync(workerFile, worker.Select(entry => $"{entry.Key}={entry.Value}"));
        await File.WriteAllLinesAsync(connectorFile, connector.Select(entry => $"{entry.Key}={entry.Value}"));
        var start = new ProcessStartInfo { UseShellExecute = false, FileName = "sh" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" >\"$0\" 2>&1");
        start.ArgumentList.Add(Path.Combine(folder, "log"));
        foreach (var argument in isJava ? await JavaAsync(isDistributed) : Ours())
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add(workerFile);
        if (!isDistributed)
            start.ArgumentList.Add(connectorFile);
        var process = new WorkerProcess(Process.Start(start)!);
        if (isDistributed)
            await process.CreateAsync(address, connector);
        return process;
    }

    /// <summary>Compiles the connectors once; the options are those of Kafka's own start script.</summary>
    public static async Task<string[]> JavaAsync(bool isDistributed)
    {
        var home = RepoPaths.KafkaHome ?? throw new InvalidOperationException("KAFKA_HOME names no Kafka distribution.");
        var classes = Path.Combine(AppContext.BaseDirectory, "java-classes");
        if (!Directory.Exists(classes))
        {
            var sources = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "java", "bench"), "*.java");
            using var compiler = Process.Start("javac", ["-nowarn", "-cp", Path.Combine(home, "libs", "*"), "-d", classes, .. sources]);
            await compiler.WaitForExitAsync();
            if (compiler.ExitCode != 0)
                throw new InvalidOperationException("javac failed.");
        }

        return
        [
            "java", "-Xms256M", "-Xmx2G", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent",
            $"-Dlog4j2.configurationFile={Path.Combine(home, "config", "log4j2.xml")}",
            "-cp", $"{classes}:{Path.Combine(home, "libs", "*")}",
            $"org.apache.kafka.connect.cli.Connect{(isDistributed ? "Distributed" : "Standalone")}",
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string[] Ours() => [Environment.ProcessPath!, typeof(WorkerProcess).Assembly.Location, "worker"];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Creates a connector over REST, as soon as the worker takes one.</summary>
    private async Task CreateAsync(string address, Dictionary<string, string> connector)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        while (!HasExited)
        {
            try
            {
                using var answer = await client.PutAsJsonAsync($"connectors/{connector["name"]}/config", connector);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }
}
