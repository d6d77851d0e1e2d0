using System.Diagnostics;
using System.Globalization;
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
    public static async Task<WorkerProcess> StartAsync(bool isJava, string servers, Dictionary<string, string> connector, string folder)
    {
        var worker = new Dictionary<string, string>
        {
            ["bootstrap.servers"] = servers,
            ["key.converter"] = "org.apache.kafka.connect.converters.ByteArrayConverter",
            ["value.converter"] = "org.apache.kafka.connect.converters.ByteArrayConverter",
            ["offset.storage.file.filename"] = Path.Combine(folder, "offsets"),
            ["listeners"] = "http://127.0.0.1:0",
        };
        var (workerFile, connectorFile) = (Path.Combine(folder, "worker.properties"), Path.Combine(folder, "connector.properties"));
        await File.WriteAllLinesAsync(workerFile, worker.Select(entry => $"{entry.Key}={entry.Value}"));
        await File.WriteAllLinesAsync(connectorFile, connector.Select(entry => $"{entry.Key}={entry.Value}"));
        var start = new ProcessStartInfo { UseShellExecute = false, FileName = "sh" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" >\"$0\" 2>&1");
        start.ArgumentList.Add(Path.Combine(folder, "log"));
        foreach (var argument in isJava ? await JavaAsync() : Ours())
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add(workerFile);
        start.ArgumentList.Add(connectorFile);
        return new WorkerProcess(Process.Start(start)!);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string[] Ours() => [Environment.ProcessPath!, typeof(WorkerProcess).Assembly.Location, "worker"];

    /// <summary>Compiles the connectors once; the options are those of Kafka's own start script.</summary>
    private static async Task<string[]> JavaAsync()
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
            "java", "-Xms256M", "-Xmx2G", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent",
            $"-Dlog4j2.configurationFile={Path.Combine(home, "config", "log4j2.xml")}",
            "-cp", $"{classes}:{Path.Combine(home, "libs", "*")}", "org.apache.kafka.connect.cli.ConnectStandalone",
        ];
    }
}
