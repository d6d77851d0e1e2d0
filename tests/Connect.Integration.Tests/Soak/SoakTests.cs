using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Connect.Integration.Tests.Distributed;
using Connect.Integration.Tests.ExactlyOnce;
using Connect.Integration.Tests.Faults;
using Connect.Integration.Tests.Worker;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Soak;

/// <summary>A cluster of two workers carries lines from files through Kafka into a file while faults come at random: one worker lives through all
/// of it and is measured, the other is killed, stopped and frozen.</summary>
/// <remarks>Handles and threads are compared at rest: before the second worker starts and after it has stopped, the first one runs everything.
/// <c>eng/soak MINUTES</c> runs it. <c>CONNECT_SOAK_MINUTES</c> says how long (1), <c>CONNECT_SOAK_SEED</c> with which schedule.</remarks>
public sealed partial class SoakTests
{
    private static readonly string[] Sources = ["a", "b"];

    /// <summary>How long the cluster may take for anything after a fault. Beside other load a broker alone may take minutes to start.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly int _seed = ClusterChaos.Number("CONNECT_SOAK_SEED", 4711);
    private readonly int _minutes = ClusterChaos.Number("CONNECT_SOAK_MINUTES", 1);
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);

    [Test, Explicit("eng/soak MINUTES runs it"), CancelAfter(6 * 3_600_000)]
    public async Task Nothing_is_lost_and_memory_handles_and_threads_stay_flat(CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync();
        await using var cluster = WorkerCluster.On(
            kafka, "session.timeout.ms=6000", "scheduled.rebalance.max.delay.ms=1000", "task.shutdown.graceful.timeout.ms=2000",
            "consumer.session.timeout.ms=6000", "consumer.auto.offset.reset=earliest");
        var (measured, id) = await cluster.StartReadyAsync(cancellationToken);
        var workers = new List<WorkerProcess> { measured };
        foreach (var source in Sources)
            await File.WriteAllTextAsync(cluster.At(source), "", cancellationToken);

        var written = Sources.ToDictionary(source => source, source => new List<string>());
        using var writingEnds = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = ClusterChaos.WriteAsync(cluster, written, writingEnds.Token);
        RestingUse before;
        Task<List<ProcessSample>> sampling;
        try
        {
            await WarmUpAsync(cluster, workers, cancellationToken);
            await RunsEverythingAsync();
            before = await RestingUse.MeasureAsync(measured, cancellationToken);
            workers.Add((await cluster.StartReadyAsync(cancellationToken)).Process);
            sampling = SampleAsync(measured, writingEnds.Token);
            _ = ClusterChaos.RepairAsync(workers, over.Token);
            await DisturbAsync(kafka, cluster, workers, cancellationToken);
        }
        finally
        {
            await writingEnds.CancelAsync();
            await writing;
        }

        var use = SoakUse.Of(await sampling);
        await workers[1].StopAsync();
        var lines = written.Values.SelectMany(list => list).ToHashSet(StringComparer.Ordinal);
        var (inKafka, inFile) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        await cluster.UntilAsync(
            () => Task.FromResult(
                lines.IsSubsetOf((inFile = Count(File.Exists(Sink(cluster)) ? File.ReadAllText(Sink(cluster)) : "")).Keys)
                    && lines.IsSubsetOf((inKafka = Count(string.Join('\n', TopicReader.ReadValues(kafka.BootstrapServers, cluster.Topic)))).Keys)),
            "every line arrives", cancellationToken, Limit);
        await RunsEverythingAsync();
        await over.CancelAsync();
        var after = await before.ReturnAsync(measured, cancellationToken);

        var section = Section(lines.Count, inKafka.Values.Sum(), inFile.Values.Sum(), use, before, after);
        await TestContext.Out.WriteLineAsync(section);
        if (Environment.GetEnvironmentVariable("CONNECT_WRITE_DOCS") == "1")
            await File.WriteAllTextAsync(ReliabilityDocument.Path, ReliabilityDocument.WithSoak(section), cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Has.Count.GreaterThan(_minutes * 100), "lines were written");
            Assert.That(_faults.Values.Sum(), Is.GreaterThan(0), "faults came");
            Assert.That(use.Last, Is.LessThan(use.Allowed), $"memory is flat: {use}");
            Assert.That(after.Handles, Is.AtMost(before.HandlesAllowed), "handles are back");
            Assert.That(
                after.Threads.Others, Is.AtMost(before.OthersAllowed),
                $"threads are back. Before: {before.ThreadNames}. After: {after.ThreadNames}");
            Assert.That(after.Threads.Pools, Is.AtMost(before.PoolsAllowed), $"pools are back. After: {after.ThreadNames}");
        }

        Task RunsEverythingAsync() => cluster.PlacedAsync(
            measured, places => places.Count == 2 * (Sources.Length + 1) && places.Values.All(place => place == id),
            "the first worker runs everything", cancellationToken, Limit);
    }

    /// <summary>Creates the connectors and does to each what the schedule does, so that what is made at its first use exists before the
    /// measurement.</summary>
    private static async Task WarmUpAsync(WorkerCluster cluster, List<WorkerProcess> workers, CancellationToken cancellationToken)
    {
        foreach (var (connector, config) in Connectors(cluster))
        {
            await AskAsync(workers, HttpMethod.Put, $"{connector}/config", cancellationToken, config);
            await AskAsync(workers, HttpMethod.Put, $"{connector}/pause", cancellationToken);
            await AskAsync(workers, HttpMethod.Put, $"{connector}/resume", cancellationToken);
            await AskAsync(workers, HttpMethod.Post, $"{connector}/restart?includeTasks=true", cancellationToken);
        }
    }

    private async Task DisturbAsync(LocalKafka kafka, WorkerCluster cluster, List<WorkerProcess> workers, CancellationToken cancellationToken)
    {
        var chaos = new Random(_seed);
        var since = TimeProvider.System.GetTimestamp();
        for (var round = 0; TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromMinutes(_minutes); round++)
        {
            await ClusterChaos.PauseAsync(TimeSpan.FromMilliseconds(chaos.Next(500, 3_000)), cancellationToken);
            if (chaos.Next(3) == 0)
            {
                await ClusterChaos.DisturbAsync(cluster, kafka, workers, victim: 1, chaos, cancellationToken);
                Note("worker or broker killed, stopped or frozen");

                // The next fault comes when this one is over: on a slow machine they would pile up otherwise.
                await WorkerCluster.ReadyAsync(workers[0], cancellationToken, Limit);
                await WorkerCluster.ReadyAsync(workers[1], cancellationToken, Limit);
                continue;
            }

            var (connector, config) = Connectors(cluster).ElementAt(chaos.Next(Sources.Length + 1));
            switch (chaos.Next(4))
            {
                case 0:
                    await AskAsync(workers, HttpMethod.Post, $"{connector}/tasks/0/restart", cancellationToken);
                    Note("task restarted");
                    break;
                case 1:
                    await AskAsync(workers, HttpMethod.Post, $"{connector}/restart?includeTasks=true", cancellationToken);
                    Note("connector restarted with its tasks");
                    break;
                case 2:
                    var state = chaos.Next(2) == 0 ? "pause" : "stop";
                    await AskAsync(workers, HttpMethod.Put, $"{connector}/{state}", cancellationToken);
                    await ClusterChaos.PauseAsync(TimeSpan.FromMilliseconds(chaos.Next(200, 2_000)), cancellationToken);
                    await AskAsync(workers, HttpMethod.Put, $"{connector}/resume", cancellationToken);
                    Note("connector paused or stopped, and resumed");
                    break;
                default:
                    config["round"] = round.ToString(CultureInfo.InvariantCulture);
                    await AskAsync(workers, HttpMethod.Put, $"{connector}/config", cancellationToken, config);
                    Note("connector reconfigured");
                    break;
            }
        }
    }

    private void Note(string fault) => _faults[fault] = _faults.GetValueOrDefault(fault) + 1;

    /// <summary>Asks the first worker until it does what is asked for: in a rebalance it says that it cannot.</summary>
    private static Task AskAsync(
        List<WorkerProcess> workers, HttpMethod method, string path, CancellationToken cancellationToken, Dictionary<string, string>? body = null)
    {
        var answered = "no answer";
        return Eventually.Async(SendAsync, $"{method} {path} is done", Limit, cancellationToken);

        async Task<bool> SendAsync()
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(20));
            using var request = new HttpRequestMessage(method, $"connectors/{path}") { Content = body is null ? null : JsonContent.Create(body) };
            try
            {
                using var answer = await workers[0].Client.SendAsync(request, patience.Token);
                if (!answer.IsSuccessStatusCode && answered != (answered = $"{(int)answer.StatusCode}"))
                    await TestContext.Progress.WriteLineAsync($"{method} {path}: {answered} {await answer.Content.ReadAsStringAsync(default)}");
                return answer.IsSuccessStatusCode;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }
    }

    private static async Task<List<ProcessSample>> SampleAsync(WorkerProcess worker, CancellationToken ending)
    {
        var samples = new List<ProcessSample>();
        while (!ending.IsCancellationRequested)
        {
            samples.Add(worker.Sample());
            await ClusterChaos.PauseAsync(TimeSpan.FromMilliseconds(500), CancellationToken.None);
        }

        return samples;
    }

    private static string Sink(WorkerCluster cluster) => cluster.At("sink.txt");

    private static Dictionary<string, Dictionary<string, string>> Connectors(WorkerCluster cluster)
    {
        var connectors = Sources.ToDictionary(source => $"{cluster.Topic}-{source}", source => new Dictionary<string, string>
        {
            ["connector.class"] = "FileStreamSource",
            ["file"] = cluster.At(source),
            ["topic"] = cluster.Topic,
        });
        connectors[$"{cluster.Topic}-sink"] = new Dictionary<string, string>
        {
            ["connector.class"] = "FileStreamSink",
            ["file"] = Sink(cluster),
            ["topics"] = cluster.Topic,
        };
        return connectors;
    }

    /// <summary>Counts each line. A worker that is killed while it writes leaves a piece of a line, which the next line follows.</summary>
    private static Dictionary<string, int> Count(string text) =>
        Line().Matches(text).GroupBy(match => match.Value).ToDictionary(group => group.Key, group => group.Count());

    private string Section(int lines, int inKafka, int inFile, SoakUse use, RestingUse before, RestingUse after) => string.Create(
        CultureInfo.InvariantCulture, $"""
        ## Soak

        `eng/soak {_minutes}` (seed {_seed}): two workers carry lines from two files through Kafka into a file, while faults come at random.
        {string.Join(", ", _faults.Select(fault => $"{fault.Key}: {fault.Value}"))}.

        {lines} lines: {lines} arrived in Kafka ({inKafka - lines} repeated), {lines} in the sink's file ({inFile - lines} repeated), 0 lost.

        The worker that lives through all of it: memory as the median of the first and the last third of {use.Samples} samples, without the first fifth of
        the time; handles and threads at rest, when it alone runs everything, before the faults and after them.

        | measure | before | after | allowed |
        |---|---|---|---|
        | memory (MB) | {use.First:F0} | {use.Last:F0} | {use.Allowed:F0} |
        | handles | {before.Handles} | {after.Handles} | {before.HandlesAllowed} |
        | threads of pools | {before.Threads.Pools} | {after.Threads.Pools} | {before.PoolsAllowed} |
        | other threads | {before.Threads.Others} | {after.Threads.Others} | {before.OthersAllowed} |

        """);

    [GeneratedRegex(@"[ab]-\d{6}", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
