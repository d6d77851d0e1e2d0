using System.Globalization;

namespace Connect.EndToEnd;

/// <summary>Measures how long a worker's REST API and a cluster of workers take, and prints each figure with its bar.</summary>
/// <param name="servers">The broker.</param>
/// <param name="folder">Where files go.</param>
/// <param name="connectors">How many connectors.</param>
/// <param name="tasks">How many tasks each of them has in the row <c>scale</c>.</param>
internal sealed class ManagementRuns(string servers, string folder, int connectors, string tasks)
{
    private const int Created = 100;
    private const int Requests = 300;
    private const int Blocked = 200;
    private readonly string _group = $"bench-{Guid.NewGuid():N}";

    /// <summary>Runs one.</summary>
    public static async Task RunAsync(string name, string servers, string folder, int connectors, string tasks)
    {
        var runs = new ManagementRuns(servers, folder, connectors, tasks);
        await RestWorker.BuildAsync();
        await (name switch
        {
            "rest" => runs.RestAsync(),
            "cluster" => runs.ClusterAsync(),
            _ => runs.ScaleAsync(),
        });
    }

    /// <summary>A worker that runs alone: creating, listing, and answering while plugins block.</summary>
    private async Task RestAsync()
    {
        await using var worker = await RestWorker.StartAsync(servers, folder, null);
        await worker.ReadyAsync();
        Print("start to REST", Since(worker.Started), "s");
        await CreateAsync(worker, 0, Created, "1");
        await RunningAsync(worker, Created);
        Print($"{Created} connectors, tasks running: memory", worker.ResidentMegabytes, "MB");
        await CreateAsync(worker, Created, connectors, "1");
        await RunningAsync(worker, connectors);
        await ListAsync(worker);
        await BlockAsync(worker);
    }

    /// <summary>Two workers on one broker: creating, a worker that comes, is stopped, and is killed.</summary>
    private async Task ClusterAsync()
    {
        await WarmAsync();
        await using var first = await RestWorker.StartAsync(servers, folder, _group);
        await first.ReadyAsync();
        Print("start to REST, first worker", Since(first.Started), "s");
        await Task.Delay(TimeSpan.FromSeconds(5));
        Print("idle worker: memory", first.ResidentMegabytes, "MB", "120");
        await CreateAsync(first, 0, Created, "1");
        await RunningAsync(first, Created);

        await using (var second = await RestWorker.StartAsync(servers, folder, _group))
        {
            await second.ReadyAsync();
            Print("start to REST, second worker", Since(second.Started), "s");
            await SharedAsync(first, second, Created / 2);
            Print("second worker has its share", Since(second.Started), "s", "3");
            var stopped = TimeProvider.System.GetTimestamp();
            second.Terminate();
            await SharedAsync(first, first, Created);
            Print("its work runs elsewhere after SIGTERM", Since(stopped), "s", "1.5");
            await second.ExitAsync();
        }

        await using (var third = await RestWorker.StartAsync(servers, folder, _group))
        {
            await third.ReadyAsync();
            await SharedAsync(first, third, Created / 2);
            var killed = TimeProvider.System.GetTimestamp();
            third.Kill();
            await SharedAsync(first, first, Created);
            Print("its work runs elsewhere after kill -9", Since(killed), "s", "session 20 + grace 7 + 3");
        }

        await ListAsync(first);
        await BlockAsync(first);
    }

    /// <summary>Lets a cluster of its own create connectors: a broker that has just started compiles its code first, on the same processors.</summary>
    private async Task WarmAsync()
    {
        await using var worker = await RestWorker.StartAsync(servers, folder, _group + "-warm");
        await worker.ReadyAsync();
        await CreateAsync(worker, 0, Created, "1", "a broker that has just started: ");
        await RunningAsync(worker, Created);
        worker.Terminate();
        await worker.ExitAsync();
    }

    /// <summary>Three workers with many connectors: creating, balancing, a worker that restarts.</summary>
    private async Task ScaleAsync()
    {
        var total = connectors * int.Parse(tasks, CultureInfo.InvariantCulture);
        var workers = new List<RestWorker>();
        try
        {
            for (var i = 0; i < 3; i++)
            {
                workers.Add(await RestWorker.StartAsync(servers, folder, _group));
                await workers[i].ReadyAsync();
            }

            var begun = TimeProvider.System.GetTimestamp();
            await CreateAsync(workers[0], 0, connectors, tasks);
            await RunningAsync(workers[0], total);
            Print($"{connectors} connectors with {total} tasks run", Since(begun), "s");
            foreach (var worker in workers)
                await SharedAsync(workers[0], worker, total / 3);
            Print("and are spread evenly", Since(begun), "s");
            foreach (var worker in workers)
                await DescribeAsync(worker);
            var stopped = TimeProvider.System.GetTimestamp();
            workers[2].Terminate();
            await RunningOnAsync(workers[0], total, workers[0].Id, workers[1].Id);
            Print("a worker's work runs elsewhere after SIGTERM", Since(stopped), "s");
            await workers[2].ExitAsync();
            await workers[2].DisposeAsync();
            workers[2] = await RestWorker.StartAsync(servers, folder, _group);
            await SharedAsync(workers[0], workers[2], total / 3);
            Print("a new worker has its share", Since(workers[2].Started), "s");
            await ListAsync(workers[0]);
        }
        finally
        {
            foreach (var worker in workers)
                await worker.DisposeAsync();
        }
    }

    private static TimeSpan Since(long timestamp) => TimeProvider.System.GetElapsedTime(timestamp);

    private static void Print(string what, TimeSpan time, string unit, string? bar = null) => Print(
        what, unit == "s" ? time.TotalSeconds : time.TotalMilliseconds, unit, bar);

    /// <summary>Prints a figure.</summary>
    public static void Print(string what, double value, string unit, string? bar = null) =>
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{what,-82} {value,8:0.00} {unit,-2}{(bar is null ? "" : $"   (bar {bar})")}"));

    private static async Task DescribeAsync(RestWorker worker)
    {
        var before = worker.Cpu;
        await Task.Delay(TimeSpan.FromSeconds(5));
        var cpu = (worker.Cpu - before) / TimeSpan.FromSeconds(5);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  worker: {worker.ResidentMegabytes} MB, {worker.Threads} threads, {cpu * 100:0.0} % of a core"));
    }

    private static Task RunningAsync(RestWorker worker, int count) =>
        worker.UntilAsync(async () => (await worker.CountTasksAsync()).Values.Sum() == count);

    private static Task RunningOnAsync(RestWorker worker, int count, params string[] ids) => worker.UntilAsync(
        async () => await worker.CountTasksAsync() is var tasks && tasks.Values.Sum() == count && tasks.Keys.All(ids.Contains));

    private static Task SharedAsync(RestWorker asked, RestWorker worker, int least) =>
        asked.UntilAsync(async () => (await asked.CountTasksAsync()).GetValueOrDefault(worker.Id) >= least);

    private async Task CreateAsync(RestWorker worker, int from, int to, string tasksEach, string where = "")
    {
        var (begun, cpu) = (TimeProvider.System.GetTimestamp(), worker.Cpu);
        for (var i = from; i < to; i++)
            await worker.CreateAsync($"connector-{i}", Config("bytes", tasksEach));
        Print($"{where}CPU of the worker for each connector created", (worker.Cpu - cpu) / (to - from), "ms");
        Print($"{where}{to - from} connectors created", Since(begun), "s", to - from == Created ? "1; in a cluster 2" : null);
    }

    private Dictionary<string, string> Config(string kind, string tasksEach) => new()
    {
        ["connector.class"] = "Connect.EndToEnd.GeneratorSource",
        ["tasks.max"] = tasksEach,
        ["topic"] = $"{_group}-records",
        ["kind"] = kind,
        ["batch"] = "1",
        ["size"] = "100",
        ["interval.ms"] = "60000",
        ["count"] = "1000000",
    };

    /// <summary>Times of <c>GET /connectors?expand=status</c>, one request after the other.</summary>
    private static async Task ListAsync(RestWorker worker) => await TimeAsync(
        worker, "GET /connectors?expand=status", "50", async () => (await worker.Client.GetByteArrayAsync("connectors?expand=status")).Length);

    /// <summary>Times of the ping while many polls block.</summary>
    private async Task BlockAsync(RestWorker worker)
    {
        await worker.CreateAsync("blocked", Config("block", Blocked.ToString(CultureInfo.InvariantCulture)));
        await worker.UntilAsync(async () =>
        {
            // A worker of a cluster may not know a new connector's status yet.
            using var answer = await worker.Client.GetAsync("connectors/blocked/status");
            return answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync()).Split("\"RUNNING\"").Length > Blocked;
        });
        await TimeAsync(worker, $"GET / while {Blocked} polls block", "100", async () => (await worker.Client.GetByteArrayAsync("")).Length);
        await TimeAsync(
            worker, $"GET /health/live while {Blocked} polls block", "100",
            async () => (await worker.Client.GetByteArrayAsync("health/live")).Length);
    }

    private static async Task TimeAsync(RestWorker worker, string what, string bar, Func<Task<int>> request)
    {
        var (times, size, cpu) = (new List<TimeSpan>(), 0, worker.Cpu);
        for (var i = 0; i < Requests; i++)
        {
            var begun = TimeProvider.System.GetTimestamp();
            size = await request();
            if (i >= Requests / 10)
                times.Add(Since(begun));
        }

        cpu = worker.Cpu - cpu;
        times.Sort();
        Print($"{what} ({size / 1024} KB): p50", times[times.Count / 2], "ms");
        Print($"{what} ({size / 1024} KB): p99", times[times.Count * 99 / 100], "ms", bar);
        Print($"{what} ({size / 1024} KB): CPU of the worker", cpu / Requests, "ms");
    }
}
