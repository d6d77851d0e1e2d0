using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Confluent.Kafka;
using Connect.Integration.Tests.Worker;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Distributed;

/// <summary>What a cluster of worker processes makes of each failure, with a balance sheet running throughout: nothing is lost, and what comes twice
/// is counted.</summary>
/// <remarks>
/// <para>A herder that hangs is not among them: no plugin can make it hang, and nothing from outside of the process. <c>GroupPresenceTests</c> has
/// it.</para>
/// <para>Times are printed, and held to limits that a busy machine keeps, too.</para>
/// </remarks>
[CancelAfter(400_000)]
public sealed class FailureTableTests
{
    private const string ThreeBrokers = "Three brokers in place of one, for minutes: run by hand after changes of the membership.";
    private const string Outage = "An outage that is waited for: run by hand after changes of the membership.";
    private const string InDoubt = "may no longer be a member of its cluster";

    private static readonly string[] Quick =
    [
        "session.timeout.ms=6000", "heartbeat.interval.ms=1000", "task.shutdown.graceful.timeout.ms=1000", "consumer.session.timeout.ms=6000",
        "consumer.heartbeat.interval.ms=1000",
    ];

    [Test]
    public async Task Killed_worker(CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync([.. Quick, "scheduled.rebalance.max.delay.ms=4000"]);
        var workers = await StartAsync(cluster, 3, cancellationToken);
        await using var sheet = await OpenAsync(cluster, workers, cancellationToken);
        var before = await WorkerCluster.PlacesAsync(workers[0].Process);
        var victim = workers.First(worker => worker.Id == before[$"{BalanceSheet.Source}-0"]);
        var others = workers.Where(worker => worker.Id != victim.Id).ToArray();

        await victim.Process.KillAsync();
        var took = await cluster.PlacedAsync(
            others[0].Process, places => places.Count == before.Count
                && places.Values.All(id => id != victim.Id), "its work is elsewhere", cancellationToken);

        await TestContext.Out.WriteLineAsync($"The work of a killed worker runs elsewhere {took.TotalSeconds:0.0} s after; session 6 s, delay 4 s.");
        var after = await WorkerCluster.PlacesAsync(others[0].Process);
        Assert.That(
            before.Where(place => place.Value != victim.Id).All(place => after[place.Key] == place.Value), Is.True,
            "Work of a worker that lives has moved.");
        Assert.That(took, Is.GreaterThan(TimeSpan.FromSeconds(4)), "The delay was not waited for.");
        foreach (var other in others)
            Assert.That(
                WorkerCluster.Starts(other.Process), Is.EqualTo(after.Count(place => place.Value == other.Id)), "Something was started twice.");
        await sheet.MovesAsync(cancellationToken);
        await sheet.CloseAsync(cancellationToken);
    }

    [Test]
    public async Task Worker_that_is_restarted_within_the_delay(CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync([.. Quick, "scheduled.rebalance.max.delay.ms=120000"]);
        var workers = await StartAsync(cluster, 2, cancellationToken);
        await using var sheet = await OpenAsync(cluster, workers, cancellationToken);
        var before = await WorkerCluster.PlacesAsync(workers[0].Process);
        var starts = WorkerCluster.Starts(workers[0].Process);

        await workers[1].Process.KillAsync();
        var (again, _) = await cluster.StartReadyAsync(cancellationToken, workers[1].Process.Client.BaseAddress!.Port);

        await cluster.UntilAsync(
            () => Task.FromResult(WorkerCluster.Starts(again) == before.Count(place => place.Value == workers[1].Id)), "it starts what it had",
            cancellationToken);
        await sheet.MovesAsync(cancellationToken);
        var after = await WorkerCluster.PlacesAsync(workers[0].Process);
        Assert.That(after, Is.EquivalentTo(before));
        Assert.That(WorkerCluster.Starts(workers[0].Process), Is.EqualTo(starts), "Something was started on the worker that stayed.");
        await sheet.CloseAsync(cancellationToken);
    }

    [Test]
    public async Task Stopped_worker([Values] bool leads, CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync([.. Quick, "scheduled.rebalance.max.delay.ms=0"]);
        var workers = await StartAsync(cluster, 2, cancellationToken);
        await using var sheet = await OpenAsync(cluster, workers, cancellationToken);
        var (leaving, staying) = leads ? (workers[0], workers[1]) : (workers[1], workers[0]);

        var stopping = leaving.Process.StopAsync();
        var took = await cluster.PlacedAsync(
            staying.Process, places => places.Count == 4 && places.Values.All(id => id == staying.Id), "its work is elsewhere", cancellationToken);
        await stopping;

        await TestContext.Out.WriteLineAsync($"The work of a stopped worker runs elsewhere after {took.TotalSeconds:0.0} s.");
        Assert.That(leaving.Process.ExitCode, Is.Zero);
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(6)), "That is the session: nobody has heard that it left.");
        await sheet.MovesAsync(cancellationToken);
        Assert.That(await sheet.CloseAsync(cancellationToken), Is.Zero, "A worker that is stopped commits what it has done.");
    }

    [Test]
    public async Task Killed_leader(CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync([.. Quick, "scheduled.rebalance.max.delay.ms=0"]);
        var workers = await StartAsync(cluster, 2, cancellationToken);
        await using var sheet = await OpenAsync(cluster, workers, cancellationToken);
        var (leader, other) = (workers[0], workers[1]);
        var kept = (await WorkerCluster.PlacesAsync(other.Process)).Count(place => place.Value == other.Id);

        await leader.Process.KillAsync();
        var start = TimeProvider.System.GetTimestamp();
        using var answer = await PutUntilItIsTakenAsync(other.Process, cluster, cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(start);

        await TestContext.Out.WriteLineAsync($"After {took.TotalSeconds:0.0} s another leads and writes; the session is 6 s.");
        await cluster.PlacedAsync(
            other.Process, places => places.Count == 6 && places.Values.All(id => id == other.Id), "it runs everything", cancellationToken);
        Assert.That(WorkerCluster.Starts(other.Process), Is.EqualTo(6), $"Something of the {kept} that it had was started again.");
        await sheet.MovesAsync(cancellationToken);
        await sheet.CloseAsync(cancellationToken);
    }

    [Test]
    public async Task Killed_leader_without_fencing(CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync([.. Quick, "scheduled.rebalance.max.delay.ms=0", "leader.fencing=none"]);
        var workers = await StartAsync(cluster, 2, cancellationToken);
        await using var sheet = await OpenAsync(cluster, workers, cancellationToken);
        var (leader, other) = (workers[0], workers[1]);
        Assert.That(leader.Process.Output, Does.Contain("leader.fencing=none: an old leader"));

        await leader.Process.KillAsync();
        using var answer = await PutUntilItIsTakenAsync(other.Process, cluster, cancellationToken);

        await cluster.PlacedAsync(
            other.Process, places => places.Count == 6 && places.Values.All(id => id == other.Id), "it runs everything", cancellationToken);
        await sheet.MovesAsync(cancellationToken);
        await sheet.CloseAsync(cancellationToken);
    }

    [Test]
    public async Task Leader_that_stood_still([Values("transactions", "none")] string fencing, CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync([.. Quick, "scheduled.rebalance.max.delay.ms=0", $"leader.fencing={fencing}"]);
        var workers = await StartAsync(cluster, 2, cancellationToken);
        await using var sheet = await OpenAsync(cluster, workers, cancellationToken);
        var (old, other) = (workers[0], workers[1]);

        await old.Process.SignalAsync("STOP");
        await cluster.PlacedAsync(
            other.Process, places => places.Count == 4
                && places.Values.All(id => id == other.Id), "the other leads and runs everything", cancellationToken);
        // It waits in the socket of a worker that still takes itself for the leader.
        var asking = old.Process.Client.PostAsJsonAsync("connectors", New(cluster, "asked-while-it-stood"), cancellationToken);
        await old.Process.SignalAsync("CONT");
        using var answer = await asking;

        await TestContext.Out.WriteLineAsync($"It answers {(int)answer.StatusCode}.");
        Assert.That(
            answer.StatusCode, Is.AnyOf(HttpStatusCode.Created, HttpStatusCode.Conflict), await answer.Content.ReadAsStringAsync(cancellationToken));
        var writes = ReadKeys(cluster, "connector-asked-while-it-stood");
        if (answer.StatusCode == HttpStatusCode.Created)
            Assert.That(writes, Is.EqualTo(1), "What was answered was not written.");
        else if (fencing != "none")
            Assert.That(writes, Is.Zero, "Who does not lead has written.");
        await cluster.PlacedAsync(
            other.Process, places => places.Values.Any(id => id == old.Id)
                && places.Values.Any(id => id == other.Id), "both share again", cancellationToken);
        await sheet.MovesAsync(cancellationToken);
        await sheet.CloseAsync(cancellationToken);
    }

    [Test]
    public async Task Worker_that_stood_still_beyond_its_session(CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync([.. Quick, "scheduled.rebalance.max.delay.ms=0"]);
        var workers = await StartAsync(cluster, 2, cancellationToken);
        await using var sheet = await OpenAsync(cluster, workers, cancellationToken);
        var (leader, still) = (workers[0], workers[1]);

        await still.Process.SignalAsync("STOP");
        await cluster.PlacedAsync(
            leader.Process, places => places.Count == 4 && places.Values.All(id => id == leader.Id), "the other runs everything", cancellationToken);
        await sheet.MovesAsync(cancellationToken);
        await still.Process.SignalAsync("CONT");

        await cluster.UntilAsync(
            () => Task.FromResult(still.Process.Output.Contains(InDoubt, StringComparison.Ordinal)), "it is in doubt", cancellationToken);
        await cluster.PlacedAsync(
            leader.Process, places => places.Count == 4 && places.Values.Any(id => id == still.Id), "both share again", cancellationToken);
        await sheet.MovesAsync(cancellationToken);
        await sheet.CloseAsync(cancellationToken);
    }

    [Test]
    public async Task Deleted_coordination_topic(CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync([.. Quick, "scheduled.rebalance.max.delay.ms=0"]);
        var workers = await StartAsync(cluster, 2, cancellationToken);
        await using var sheet = await OpenAsync(cluster, workers, cancellationToken);
        var before = await WorkerCluster.PlacesAsync(workers[0].Process);
        int[] starts = [.. workers.Select(worker => WorkerCluster.Starts(worker.Process))];
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = cluster.Bootstrap }).Build();

        await admin.DeleteTopicsAsync([$"{cluster.Group}-coordination"]);
        await cluster.UntilAsync(
            () => Task.FromResult(workers.All(worker => worker.Process.Output.Contains("was recreated", StringComparison.Ordinal))),
            "the topic is there again", cancellationToken);
        using var answer = await PutUntilItIsTakenAsync(workers[1].Process, cluster, cancellationToken);

        await cluster.PlacedAsync(workers[0].Process, places => places.Count == 6, "what is new runs, too", cancellationToken);
        var after = await WorkerCluster.PlacesAsync(workers[0].Process);
        Assert.That(before.All(place => after[place.Key] == place.Value), Is.True, "Work has moved.");
        Assert.That(workers.Sum(worker => WorkerCluster.Starts(worker.Process)), Is.EqualTo(starts.Sum() + 2), "Something was started again.");
        var (third, thirdId) = await cluster.StartReadyAsync(cancellationToken);
        await cluster.PlacedAsync(
            third, places => places.Count == 6 && places.Values.Any(id => id == thirdId), "a new worker gets work", cancellationToken);
        await sheet.MovesAsync(cancellationToken);
        await sheet.CloseAsync(cancellationToken);
    }

    [Test, Explicit(Outage)]
    public async Task All_brokers_away([Values] bool frozen, CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync();
        await using var cluster = WorkerCluster.On(kafka, "scheduled.rebalance.max.delay.ms=0");
        var workers = await StartAsync(cluster, 2, cancellationToken);
        await using var sheet = await OpenAsync(cluster, workers, cancellationToken);
        var before = await WorkerCluster.PlacesAsync(workers[0].Process);
        int[] starts = [.. workers.Select(worker => WorkerCluster.Starts(worker.Process))];

        await (frozen ? kafka.PauseAsync() : kafka.KillAsync());
        var watch = Stopwatch.StartNew();
        // After three sessions in doubt everything stops. A killed broker takes its time to start, and then waits 20 s for the members that it
        // remembers.
        await cluster.UntilAsync(
            () => Task.FromResult(
                watch.Elapsed > TimeSpan.FromSeconds(25)
                    && workers.All(worker => worker.Process.Output.Contains(InDoubt, StringComparison.Ordinal))), "both pause", cancellationToken);
        await (frozen ? kafka.ResumeAsync() : kafka.RestartAsync());

        await sheet.MovesAsync(cancellationToken);
        Assert.That(await WorkerCluster.PlacesAsync(workers[0].Process), Is.EquivalentTo(before));
        Assert.That(
            workers.Select(worker => WorkerCluster.Starts(worker.Process)), Is.EqualTo(starts),
            () => $"Something was started again.\n{string.Join('\n', workers.Select(worker => worker.Process.Output))}");
        await sheet.CloseAsync(cancellationToken);
    }

    [Test, Explicit(ThreeBrokers)]
    public async Task Killed_coordinator(CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync(3);
        await using var cluster = WorkerCluster.On(
            kafka, "scheduled.rebalance.max.delay.ms=0", "config.storage.replication.factor=3", "offset.storage.replication.factor=3",
            "status.storage.replication.factor=3");
        var workers = await StartAsync(cluster, 2, cancellationToken);
        await using var sheet = await OpenAsync(cluster, workers, cancellationToken);
        int[] starts = [.. workers.Select(worker => WorkerCluster.Starts(worker.Process))];
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers }).Build();
        var group = await admin.DescribeConsumerGroupsAsync([cluster.Group], new() { RequestTimeout = TimeSpan.FromHours(1) });

        await kafka.KillAsync(group.ConsumerGroupDescriptions[0].Coordinator.Id);

        using var answer = await PutUntilItIsTakenAsync(workers[1].Process, cluster, cancellationToken);
        await sheet.MovesAsync(cancellationToken);
        Assert.That(workers.Sum(worker => WorkerCluster.Starts(worker.Process, "sheet")), Is.EqualTo(starts.Sum()), "A task has stopped.");
        await sheet.CloseAsync(cancellationToken);
    }

    [Test]
    public async Task Worker_that_is_stopped_while_its_broker_stands_still(CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync();
        await using var cluster = WorkerCluster.On(kafka, [.. Quick, "scheduled.rebalance.max.delay.ms=0"]);
        var workers = await StartAsync(cluster, 1, cancellationToken);
        await using var sheet = await OpenAsync(cluster, workers, cancellationToken);

        await kafka.PauseAsync();
        var watch = Stopwatch.StartNew();
        await workers[0].Process.StopAsync();

        await TestContext.Out.WriteLineAsync($"It has ended after {watch.Elapsed.TotalSeconds:0.0} s.");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)), "That is how long Kubernetes waits before it kills.");
        Assert.That(workers[0].Process.Output, Does.Contain("that this worker leaves its cluster"));
        await kafka.ResumeAsync();
        workers = await StartAsync(cluster, 1, cancellationToken);
        await cluster.PlacedAsync(
            workers[0].Process, places => places.Count == 4
                && places.Values.All(id => id == workers[0].Id), "the next one runs everything", cancellationToken);
        await sheet.MovesAsync(cancellationToken);
        await sheet.CloseAsync(cancellationToken);
    }

    private static async Task<(WorkerProcess Process, string Id)[]> StartAsync(WorkerCluster cluster, int count, CancellationToken cancellationToken)
    {
        // The first one leads.
        List<(WorkerProcess Process, string Id)> workers = [await cluster.StartReadyAsync(cancellationToken)];
        var more = Enumerable.Range(1, count - 1).Select(_ => cluster.Start()).ToArray();
        foreach (var worker in more)
            await WorkerCluster.ReadyAsync(worker.Process, cancellationToken);
        return [.. workers, .. more];
    }

    /// <summary>Opens the sheet, and waits until its connectors and tasks are shared.</summary>
    private static async Task<BalanceSheet> OpenAsync(
        WorkerCluster cluster, (WorkerProcess Process, string Id)[] workers, CancellationToken cancellationToken)
    {
        var sheet = await BalanceSheet.OpenAsync(cluster, workers[^1].Process, cancellationToken);
        await cluster.PlacedAsync(
            workers[0].Process, places => places.Count == 4
                && places.Values.Distinct().Count() == Math.Min(2, workers.Length), "the sheet's work is shared", cancellationToken);
        return sheet;
    }

    private static object New(WorkerCluster cluster, string name) =>
        new
        {
            name,
            config = new Dictionary<string, string>
            {
                ["connector.class"] = "FileStreamSource",
                ["file"] = cluster.At("nothing"),
                ["topic"] = cluster.Topic
            }
        };

    /// <summary>Creates a connector as a patient client does: 409 says that it is to be asked again.</summary>
    private static async Task<HttpResponseMessage> PutUntilItIsTakenAsync(
        WorkerProcess worker, WorkerCluster cluster, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await worker.Client.PostAsJsonAsync("connectors", New(cluster, "after"), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.Created)
                return answer;
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            Assert.That(answer.StatusCode, Is.AnyOf(HttpStatusCode.Conflict, HttpStatusCode.InternalServerError), text);
            answer.Dispose();
        }
    }

    /// <summary>How often the config topic has a key, in committed records.</summary>
    private static int ReadKeys(WorkerCluster cluster, string key)
    {
        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig
        {
            BootstrapServers = cluster.Bootstrap,
            GroupId = RandomNames.Group(),
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnablePartitionEof = true,
        }).Build();
        consumer.Assign(new TopicPartitionOffset($"{cluster.Group}-configs", 0, Offset.Beginning));
        var count = 0;
        while (consumer.Consume(TestTimeouts.Condition) is { IsPartitionEOF: false } record)
            count += record.Message.Key == key ? 1 : 0;
        return count;
    }
}
