using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Connect.Tests;

namespace Connect.Integration.Tests.Worker;

/// <summary>A worker as a process of its own, ours or Java's, started from files as a user does.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private WorkerProcess(Process process, int port)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Client { get; }

    public int ExitCode => _process.ExitCode;

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>The most memory it has had in use, in bytes.</summary>
    public long PeakWorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>What it uses now.</summary>
    public ProcessSample Sample()
    {
        _process.Refresh();
        return new ProcessSample(_process.WorkingSet64 / (1024.0 * 1024), _process.HandleCount, ThreadCount.Of(_process.Id));
    }

    /// <summary>The names of its threads with how many have each, for a failure's message.</summary>
    public string DescribeThreads() => string.Join(
        ", ", ThreadCount.NamesOf(_process.Id).GroupBy(name => name).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key}: {group.Count()}"));

    /// <summary>Starts our worker program.</summary>
    public static WorkerProcess Start(WorkerFiles files, params IReadOnlyList<string> connectors) =>
        Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "Connect.Worker.dll"), "standalone", files.Worker, .. connectors], files.Port);

    /// <summary>Starts our worker program as one of a cluster.</summary>
    public static WorkerProcess StartDistributed(string workerFile, int port) =>
        Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "Connect.Worker.dll"), "distributed", workerFile], port);

    /// <summary>Starts the Java worker of the Kafka distribution.</summary>
    public static WorkerProcess StartJava(WorkerFiles files, params IReadOnlyList<string> connectors) =>
        Start(Path.Combine(RepoPaths.KafkaHome!, "bin", "connect-standalone.sh"), [files.Worker, .. connectors], files.Port);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>SIGKILL: the process has no say.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as <c>docker stop</c> and <c>systemctl stop</c> send it.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await WaitForExitAsync();
    }

    /// <summary>SIGSTOP or SIGCONT: the process stands still, or goes on.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task WaitForExitAsync()
    {
        using var deadline = new CancellationTokenSource(TestTimeouts.Broker);
        await _process.WaitForExitAsync(deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        Client.Dispose();
        _process.Dispose();
    }

    private static WorkerProcess Start(string program, IReadOnlyList<string> arguments, int port)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // As bin/connect-standalone.sh does.
        start.Environment["MALLOC_ARENA_MAX"] = "1";
        return new(Process.Start(start)!, port);
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.AppendLine(line.Data);
    }
}
