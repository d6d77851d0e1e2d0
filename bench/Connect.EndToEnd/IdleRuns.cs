namespace Connect.EndToEnd;

/// <summary>Measures what a worker takes that has nothing to do: the start, an idle worker, and a hundred file connectors whose files do not grow.
/// Prints each figure with its bar.</summary>
/// <param name="servers">The broker.</param>
/// <param name="folder">Where files go.</param>
internal sealed class IdleRuns(string servers, string folder)
{
    private const int Starts = 5;
    private const int Connectors = 100;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    /// <summary>Measures ours, the same published as native code, and the Java worker.</summary>
    /// <param name="servers">The broker.</param>
    /// <param name="folder">Where files go.</param>
    /// <param name="native">The worker program that was published as native code; null to leave it out.</param>
    /// <param name="withJava">Whether the Java worker is measured, too.</param>
    public static async Task RunAsync(string servers, string folder, string? native, bool withJava)
    {
        var runs = new IdleRuns(servers, folder);
        await RestWorker.BuildAsync();
        await runs.MeasureAsync("ours", null, new Bars(null, "120"));
        if (native is not null)
            await runs.MeasureAsync("native code", [Path.GetFullPath(native), "standalone"], new Bars("0.25", "45"));
        if (withJava)
            await runs.MeasureAsync("Java", [.. await WorkerProcess.JavaAsync(isDistributed: false)], null);
    }

    /// <param name="name">What the worker is called.</param>
    /// <param name="command">What starts it; null for what <c>bin/</c> starts.</param>
    /// <param name="bars">What it should need; null where nothing is asked.</param>
    private async Task MeasureAsync(string name, string[]? command, Bars? bars)
    {
        var times = new List<double>();
        for (var i = 1; i < Starts; i++)
        {
            await using var started = await RestWorker.StartAsync(servers, folder, null, command);
            times.Add(await ReadyAsync(started));
        }

        await using var worker = await RestWorker.StartAsync(servers, folder, null, command);
        times.Add(await ReadyAsync(worker));
        times.Sort();
        ManagementRuns.Print($"{name}: start to REST, median of {Starts}", times[Starts / 2], "s", bars?.Start);
        await Task.Delay(Idle);
        ManagementRuns.Print($"{name}: idle, 5 s later: memory (VmRSS)", worker.ResidentMegabytes, "MB", bars?.Memory);
        ManagementRuns.Print($"{name}: idle, 5 s later: threads", worker.Threads, "", null);

        var file = Path.Combine(folder, "idle.txt");
        await File.WriteAllTextAsync(file, "");
        for (var i = 0; i < Connectors; i++)
            await worker.CreateAsync($"idle-{i}", new() { ["connector.class"] = "FileStreamSource", ["file"] = file, ["topic"] = "idle" });
        await worker.UntilAsync(async () => (await worker.CountTasksAsync()).Values.Sum() == Connectors);
        await Task.Delay(Settle);
        var (since, before) = (TimeProvider.System.GetTimestamp(), worker.Cpu);
        await Task.Delay(Look);
        var share = (worker.Cpu - before) / TimeProvider.System.GetElapsedTime(since);
        ManagementRuns.Print($"{name}: {Connectors} file connectors: threads", worker.Threads, "", bars is null ? null : "150");
        ManagementRuns.Print($"{name}: {Connectors} file connectors: CPU of a core", share * 100, "%", bars is null ? null : "1.5");
        ManagementRuns.Print($"{name}: {Connectors} file connectors: memory (VmRSS)", worker.ResidentMegabytes, "MB", bars is null ? null : "120");
    }

    private static async Task<double> ReadyAsync(RestWorker worker)
    {
        await worker.ReadyAsync();
        return TimeProvider.System.GetElapsedTime(worker.Started).TotalSeconds;
    }

    /// <param name="Start">Seconds until REST answers.</param>
    /// <param name="Memory">Megabytes of an idle worker.</param>
    private sealed record Bars(string? Start, string Memory);
}
