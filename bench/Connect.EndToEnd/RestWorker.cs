using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Connect.Tests;

namespace Connect.EndToEnd;

/// <summary>A worker in a process of its own, reached over its REST API: what <c>bin/</c> starts, or another program.</summary>
internal sealed class RestWorker : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private readonly Process _process;

    private RestWorker(Process process, string id, string log)
    {
        (_process, Id, Log) = (process, id, log);
        Started = TimeProvider.System.GetTimestamp();
        Client = new HttpClient { BaseAddress = new Uri($"http://{id}/"), Timeout = Limit };
    }

    /// <summary>Its host and port, as statuses name it.</summary>
    public string Id { get; }

    /// <summary>Its log.</summary>
    public string Log { get; }

    /// <summary>When the process was started.</summary>
    public long Started { get; }

    public HttpClient Client { get; }

    /// <summary>What it has in memory now, in MB.</summary>
    public long ResidentMegabytes => Read("VmRSS") / 1024;

    public long Threads => Read("Threads");

    /// <summary>What the process has used so far, all threads.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Builds the worker program if it is older than its source: the first worker must not be measured building.</summary>
    public static async Task BuildAsync()
    {
        // Without a file it says how it is used; a build that fails ends with 2.
        var start = new ProcessStartInfo(RepoPaths.Combine("bin/connect-standalone.sh")) { UseShellExecute = false, RedirectStandardError = true };
        using var script = Process.Start(start)!;
        var errors = await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        if (script.ExitCode != 1)
            throw new InvalidOperationException("The worker program cannot be built:\n" + errors);
    }

    /// <summary>Starts one; it is not ready.</summary>
    /// <param name="servers">The brokers.</param>
    /// <param name="folder">Where its files go.</param>
    /// <param name="group">The group of its cluster; null for a worker that runs alone.</param>
    /// <param name="command">Another program than what <c>bin/</c> starts, which loads no plugins.</param>
    public static async Task<RestWorker> StartAsync(string servers, string folder, string? group, string[]? command = null)
    {
        var port = FreePort();
        var id = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        List<string> lines =
        [
            $"bootstrap.servers={servers}",
            $"listeners=http://{id}",
            "rest.advertised.host.name=127.0.0.1",
            "key.converter=org.apache.kafka.connect.converters.ByteArrayConverter",
            "value.converter=org.apache.kafka.connect.converters.ByteArrayConverter",
        ];
        if (command is null)
            lines.Add($"plugin.path={PluginFolder(folder)}");
        if (group is null)
            lines.Add($"offset.storage.file.filename={Path.Combine(folder, "offsets")}");
        else
        {
            lines.AddRange([$"group.id={group}", "scheduled.rebalance.max.delay.ms=0", "offset.storage.partitions=5", "status.storage.partitions=5"]);
            foreach (var topic in new[] { "config", "offset", "status" })
                lines.AddRange([$"{topic}.storage.topic={group}-{topic}", $"{topic}.storage.replication.factor=1"]);
        }

        var file = Path.Combine(folder, $"worker-{port}.properties");
        await File.WriteAllLinesAsync(file, lines);
        var log = Path.Combine(folder, $"worker-{port}.log");
        var start = new ProcessStartInfo { UseShellExecute = false, FileName = "sh" };
        string[] arguments =
        [
            "-c", "exec \"$@\" >\"$0\" 2>&1", log,
            .. command ?? [RepoPaths.Combine($"bin/connect-{(group is null ? "standalone" : "distributed")}.sh")], file,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return new RestWorker(Process.Start(start)!, id, log);
    }

    /// <summary>Waits until the worker answers; in a cluster, until it has joined.</summary>
    public Task ReadyAsync() => UntilAsync(async () =>
    {
        try
        {
            using var answer = await Client.GetAsync("connectors");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    });

    /// <summary>Creates a connector.</summary>
    public async Task CreateAsync(string name, Dictionary<string, string> config)
    {
        using var answer = await Client.PostAsJsonAsync("connectors", new { name, config });
        if (answer.StatusCode != HttpStatusCode.Created)
            throw new InvalidOperationException($"{name}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>How many tasks run on each worker, as this one sees it.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountTasksAsync()
    {
        var connectors = await Client.GetFromJsonAsync<JsonElement>("connectors?expand=status");
        return connectors.EnumerateObject().SelectMany(connector => connector.Value.GetProperty("status").GetProperty("tasks").EnumerateArray())
            .Where(task => task.GetProperty("state").GetString() == "RUNNING")
            .CountBy(task => task.GetProperty("worker_id").GetString()!).ToDictionary();
    }

    /// <summary>Waits for something. Looks every 10 ms, or less often where a look takes long: it must not be what is measured.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var begun = TimeProvider.System.GetTimestamp();
            if (await condition())
                return;
            if (TimeProvider.System.GetElapsedTime(since) > Limit)
                throw new TimeoutException("The workers do not get on:\n" + await File.ReadAllTextAsync(Log));
            await Task.Delay(Look + (4 * TimeProvider.System.GetElapsedTime(begun)));
        }
    }

    /// <summary>Asks it to stop; returns at once.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Kills it.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end.</summary>
    public Task ExitAsync() => _process.WaitForExitAsync();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Client.Dispose();
    }

    /// <summary>Makes this program's assembly a plugin: the worker finds the connectors of the benchmark in it.</summary>
    private static string PluginFolder(string folder)
    {
        var plugin = Path.Combine(folder, "plugins", "bench");
        if (Directory.Exists(plugin))
            return Path.GetDirectoryName(plugin)!;
        Directory.CreateDirectory(plugin);
        var assembly = typeof(RestWorker).Assembly.Location;
        foreach (var file in new[] { assembly, Path.ChangeExtension(assembly, ".deps.json") })
            File.Copy(file, Path.Combine(plugin, Path.GetFileName(file)));
        return Path.GetDirectoryName(plugin)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private long Read(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
