using System.Net.Http.Json;
using Connect.Integration.Tests.Distributed;
using Connect.Integration.Tests.Worker;
using Connect.Tests;
using Connect.Tests.Brokers;
using ExactlyOnceSinks;
using Npgsql;

namespace Connect.Integration.Tests.ExactlyOnce;

/// <summary>Workers and brokers are killed, paused and restarted at random under sources and a sink that run exactly once.</summary>
/// <remarks><c>CONNECT_CHAOS_SECONDS</c> says how long (60), <c>CONNECT_CHAOS_SEED</c> with which schedule.</remarks>
public sealed class ClusterChaosTests
{
    private const string End = "end";
    private const string Table = "lines";
    private static readonly string[] Sources = ["a", "b"];

    private readonly int _seed = ClusterChaos.Number("CONNECT_CHAOS_SEED", 4711);
    private readonly TimeSpan _duration = TimeSpan.FromSeconds(ClusterChaos.Number("CONNECT_CHAOS_SECONDS", 60));

    [Test, CancelAfter(1_200_000)]
    public async Task Reader_of_committed_records_and_PostgreSQL_see_each_line_once_and_in_order(CancellationToken cancellationToken)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var kafka = await LocalKafka.StartAsync();
        await using var cluster = Cluster(kafka, "exactly.once.source.support=enabled");
        cluster.AddPlugins("ExactlyOnceSinks");
        var chaos = new Random(_seed);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var written = await RunAsync(cluster, async (workers, since) =>
        {
            await CreateAsync(workers[0], $"{cluster.Topic}-sink", Sink(cluster, postgres), cancellationToken);
            while (TimeProvider.System.GetElapsedTime(since) < _duration)
            {
                await ClusterChaos.DisturbAsync(cluster, kafka, workers, chaos.Next(workers.Count), chaos, cancellationToken);
                await ClusterChaos.PauseAsync(TimeSpan.FromMilliseconds(chaos.Next(1000, 6000)), cancellationToken);
            }
        }, over.Token);

        var read = await ReadAsync(kafka, cluster, cancellationToken);
        var rows = await RowsAsync(postgres, cancellationToken);
        await over.CancelAsync();
        using (Assert.EnterMultipleScope())
        {
            foreach (var source in Sources)
            {
                var expected = Is.EqualTo(written[source]);
                Assert.That(read.Where(line => line.StartsWith(source, StringComparison.Ordinal)), expected, $"read of {source}, seed {_seed}");
                Assert.That(rows.Where(line => line.StartsWith(source, StringComparison.Ordinal)), expected, $"rows of {source}, seed {_seed}");
            }
        }
    }

    [Test, CancelAfter(600_000)]
    public async Task Without_exactly_once_a_kill_shows_duplicates(CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync();
        await using var cluster = Cluster(kafka, "exactly.once.source.support=disabled", "offset.flush.interval.ms=600000");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var written = await RunAsync(cluster, async (workers, _) =>
        {
            await using (var reader = new CommittedReader(kafka.BootstrapServers, cluster.Topic))
            {
                foreach (var source in Sources)
                    await reader.ReadToAsync($"{source}-000010", TestTimeouts.Broker, cancellationToken);
            }

            foreach (var worker in workers)
                await worker.KillAsync();
            workers[0] = (await cluster.StartReadyAsync(cancellationToken)).Process;
            workers.RemoveRange(1, workers.Count - 1);
        }, over.Token);

        var read = await ReadAsync(kafka, cluster, cancellationToken);
        await over.CancelAsync();
        Assert.That(read.Count, Is.GreaterThan(written.Values.Sum(lines => lines.Count)), "lines come twice");
        Assert.That(read.Distinct(), Is.SupersetOf(written["a"]), "no line is lost");
    }

    private static WorkerCluster Cluster(LocalKafka kafka, params string[] more) => WorkerCluster.On(
        kafka,
        ["session.timeout.ms=6000", "scheduled.rebalance.max.delay.ms=1000", "task.shutdown.graceful.timeout.ms=2000", .. more]);

    /// <summary>Writes lines while something happens to the workers, then one that says that no more come.</summary>
    private static async Task<Dictionary<string, List<string>>> RunAsync(
        WorkerCluster cluster, Func<List<WorkerProcess>, long, Task> disturb, CancellationToken cancellationToken)
    {
        var workers = new List<WorkerProcess>();
        for (var i = 0; i < 3; i++)
            workers.Add((await cluster.StartReadyAsync(cancellationToken)).Process);
        var written = Sources.ToDictionary(source => source, source => new List<string>());
        foreach (var source in Sources)
        {
            File.WriteAllText(cluster.At(source), "");
            await CreateAsync(workers[0], $"{cluster.Topic}-{source}", new()
            {
                ["connector.class"] = "FileStreamSource",
                ["file"] = cluster.At(source),
                ["topic"] = cluster.Topic,
                ["producer.override.transaction.timeout.ms"] = "20000",
            }, cancellationToken);
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = ClusterChaos.WriteAsync(cluster, written, ending.Token);
        _ = ClusterChaos.RepairAsync(workers, cancellationToken);
        try
        {
            await disturb(workers, TimeProvider.System.GetTimestamp());
        }
        finally
        {
            // Also after a failure, which the files that are still written would hide when their folder is removed.
            await ending.CancelAsync();
            await writing;
        }

        foreach (var source in Sources)
        {
            written[source].Add($"{source}-{End}");
            await File.AppendAllTextAsync(cluster.At(source), $"{source}-{End}\n", cancellationToken);
        }

        return written;
    }

    private static async Task CreateAsync(
        WorkerProcess worker, string name, Dictionary<string, string> config, CancellationToken cancellationToken)
    {
        using var answer = await worker.Client.PostAsJsonAsync("connectors", new { name, config }, cancellationToken);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private static Dictionary<string, string> Sink(WorkerCluster cluster, PostgresServer postgres) => new()
    {
        ["connector.class"] = nameof(PostgresSink),
        ["topics"] = cluster.Topic,
        ["connection"] = postgres.ConnectionString,
        ["table"] = Table,
        ["consumer.override.isolation.level"] = "read_committed",
        ["consumer.override.session.timeout.ms"] = "6000",
        ["consumer.override.heartbeat.interval.ms"] = "2000",
    };

    /// <summary>The lines in the table, in the order of the topic, once the last ones are there. The sink creates the table when its task starts,
    /// which may be after the last fault.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(PostgresServer postgres, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(postgres.ConnectionString);
        var rows = new List<string>();
        await Eventually.Async(
            async () =>
            {
                rows.Clear();
                await using var exists = database.CreateCommand($"SELECT to_regclass('{Table}') IS NOT NULL");
                if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
                    return false;
                await using var command = database.CreateCommand($"SELECT value FROM {Table} ORDER BY part, pos");
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken))
                    rows.Add(reader.GetString(0));
                return Sources.All(source => rows.Contains($"{source}-{End}"));
            },
            "the table has the last lines", TimeSpan.FromMinutes(4), cancellationToken);
        return rows;
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(LocalKafka kafka, WorkerCluster cluster, CancellationToken cancellationToken)
    {
        await using var reader = new CommittedReader(kafka.BootstrapServers, cluster.Topic);
        foreach (var source in Sources)
            await reader.ReadToAsync($"{source}-{End}", TimeSpan.FromMinutes(4), cancellationToken);
        return reader.Texts;
    }
}
