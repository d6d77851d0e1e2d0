using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Connect.Integration.Tests.Worker;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Distributed;

/// <summary>A cluster of worker processes with names of its own on the shared broker.</summary>
internal sealed class WorkerCluster : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connect-cluster-").FullName;
    private readonly string _bootstrap;
    private readonly List<string> _more;
    private readonly List<WorkerProcess> _workers = [];

    private WorkerCluster(string bootstrap, string[] more) => (_bootstrap, _more) = (bootstrap, [.. more]);

    public string Bootstrap => _bootstrap;

    public string Group { get; } = RandomNames.Group();

    public string Topic { get; } = RandomNames.Topic();

    public static async Task<WorkerCluster> NewAsync(params string[] more) => new((await TestBroker.GetRealAsync()).BootstrapServers, more);

    /// <summary>A cluster on brokers of the test's own.</summary>
    public static WorkerCluster On(LocalKafka kafka, params string[] more) => new(kafka.BootstrapServers, more);

    /// <summary>How often a worker has started a connector or a task, those that are named alone.</summary>
    public static int Starts(WorkerProcess worker, string name = "") => worker.Output.Split('\n').Count(line =>
        line.Contains($"Starting connector {name}", StringComparison.Ordinal) || line.Contains($"Starting task {name}", StringComparison.Ordinal));

    /// <summary>Gives the workers that are started from now on the plugins of a project that these tests build.</summary>
    public void AddPlugins(string project)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        Directory.CreateDirectory(At("plugins"));
        File.CreateSymbolicLink(At(Path.Combine("plugins", project)), Path.Combine(built.Parent!.Parent!.FullName, project, built.Name));
        _more.Add($"plugin.path={At("plugins")}");
    }

    public string At(string name) => Path.Combine(_folder, name);

    /// <summary>Starts a worker; it need not be ready.</summary>
    public (WorkerProcess Process, string Id) Start(int? port = null)
    {
        var its = port ?? WorkerProcess.FreePort();
        var process = WorkerProcess.StartDistributed(WriteWorkerFile(its), its);
        _workers.Add(process);
        return (process, IdOf(its));
    }

    /// <summary>Writes the properties of a worker.</summary>
    /// <returns>The file.</returns>
    public string WriteWorkerFile(int port)
    {
        var id = IdOf(port);
        var file = At($"worker-{port.ToString(CultureInfo.InvariantCulture)}.properties");
        File.WriteAllLines(file,
        [
            $"bootstrap.servers={_bootstrap}",
            $"group.id={Group}",
            $"listeners=http://{id}",
            "rest.advertised.host.name=127.0.0.1",
            "key.converter=org.apache.kafka.connect.storage.StringConverter",
            "value.converter=org.apache.kafka.connect.storage.StringConverter",
            "offset.flush.interval.ms=500",
            $"config.storage.topic={Group}-configs",
            $"offset.storage.topic={Group}-offsets",
            $"status.storage.topic={Group}-status",
            "config.storage.replication.factor=1",
            "offset.storage.replication.factor=1",
            "status.storage.replication.factor=1",
            "offset.storage.partitions=1",
            "status.storage.partitions=1",
            .. _more,
        ]);
        return file;
    }

    /// <summary>Starts a worker and waits until it is in the cluster.</summary>
    public async Task<(WorkerProcess Process, string Id)> StartReadyAsync(CancellationToken cancellationToken, int? port = null)
    {
        var worker = Start(port);
        await ReadyAsync(worker.Process, cancellationToken);
        return worker;
    }

    public static async Task ReadyAsync(WorkerProcess worker, CancellationToken cancellationToken, TimeSpan? within = null)
    {
        try
        {
            await Eventually.Async(
                async () => (await TryGetAsync(worker, "health"))?.GetProperty("status").GetString() == "healthy", "the worker is healthy",
                within ?? TestTimeouts.Broker, cancellationToken);
        }
        catch (Exception)
        {
            await TestContext.Out.WriteLineAsync(worker.Output);
            throw;
        }
    }

    /// <summary>Creates a source of a file, over any worker.</summary>
    public async Task CreateSourceAsync(WorkerProcess worker, string name, CancellationToken cancellationToken)
    {
        await File.AppendAllTextAsync(At(name), $"first of {name}\n", cancellationToken);
        using var answer = await worker.Client.PostAsJsonAsync(
            "connectors",
            new
            {
                name,
                config = new Dictionary<string, string>
                {
                    ["connector.class"] = "FileStreamSource",
                    ["file"] = At(name),
                    ["topic"] = Topic
                }
            },
            cancellationToken);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Where each connector and task runs: <c>name</c> and <c>name-0</c> to the worker's id. Only what is RUNNING.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> PlacesAsync(WorkerProcess worker)
    {
        var places = new Dictionary<string, string>();
        if (await TryGetAsync(worker, "connectors?expand=status") is not { } connectors)
            return places;
        foreach (var connector in connectors.EnumerateObject().Where(entry => entry.Value.TryGetProperty("status", out _)))
        {
            var status = connector.Value.GetProperty("status");
            Add(connector.Name, status.GetProperty("connector"));
            foreach (var task in status.GetProperty("tasks").EnumerateArray())
                Add($"{connector.Name}-{task.GetProperty("id").GetInt32().ToString(CultureInfo.InvariantCulture)}", task);
        }

        return places;

        void Add(string name, JsonElement state)
        {
            if (state.GetProperty("state").GetString() == "RUNNING")
                places[name] = state.GetProperty("worker_id").GetString()!;
        }
    }

    /// <summary>Waits until everything runs as it is wanted, and tells how long that took.</summary>
    public async Task<TimeSpan> PlacedAsync(
        WorkerProcess worker, Func<IReadOnlyDictionary<string, string>, bool> isWanted, string because, CancellationToken cancellationToken,
        TimeSpan? within = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        IReadOnlyDictionary<string, string> places = new Dictionary<string, string>();
        try
        {
            await UntilAsync(async () => isWanted(places = await PlacesAsync(worker)), because, cancellationToken, within);
        }
        catch (Exception)
        {
            await TestContext.Out.WriteLineAsync($"It runs: {string.Join(", ", places)}");
            throw;
        }

        return TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>Waits for a condition; what the workers said goes with a failure.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, string because, CancellationToken cancellationToken, TimeSpan? within = null)
    {
        try
        {
            await Eventually.Async(condition, because, within ?? TestTimeouts.Broker, cancellationToken);
        }
        catch (Exception)
        {
            foreach (var each in _workers)
                await TestContext.Out.WriteLineAsync($"A worker said:\n{each.Output}");
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
            await worker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string IdOf(int port) => $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";

    private static async Task<JsonElement?> TryGetAsync(WorkerProcess worker, string path)
    {
        try
        {
            using var answer = await worker.Client.GetAsync(path);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>() : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
