using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Connect.Integration.Tests.Worker;
using Connect.Tests;

namespace Connect.Integration.Tests.Distributed;

/// <summary>Restarts by <c>errors.restart.policy</c> in a cluster of worker processes. The task reads a file; a folder in its place makes it
/// fail.</summary>
[CancelAfter(400_000)]
public sealed class RestartClusterTests
{
    private static readonly string[] Settings =
    [
        "session.timeout.ms=6000", "heartbeat.interval.ms=1000", "task.shutdown.graceful.timeout.ms=1000", "scheduled.rebalance.max.delay.ms=0",
    ];

    [Test]
    public async Task Task_is_restarted_on_its_worker_and_counted_anew_on_another_when_that_is_killed(CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync(Settings);
        (WorkerProcess Process, string Id)[] workers =
            [await cluster.StartReadyAsync(cancellationToken), await cluster.StartReadyAsync(cancellationToken)];
        await CreateFailingAsync(cluster, workers[0].Process, "f", backoff: 1000, cancellationToken);
        await cluster.UntilAsync(
            () => Task.FromResult(workers.Any(worker => Says(worker.Process, "Task f-0 has failed and is restarted", "restart 3 of 100"))),
            "the task is restarted again and again", cancellationToken);
        var owner = workers.First(worker => Says(worker.Process, "Task f-0 has failed", "restart 3 of 100"));
        var other = workers.First(worker => worker.Id != owner.Id);
        Assert.That(WorkerCluster.Starts(other.Process, "f-0"), Is.Zero, "a task is restarted where it runs");
        await cluster.UntilAsync(
            async () => await TaskAsync(other.Process, "f") is { } task && task.GetProperty("state").GetString() == "RESTARTING"
                && task.GetProperty("worker_id").GetString() == owner.Id
                && task.GetProperty("trace").GetString()!.Contains("of 100 follows at", StringComparison.Ordinal),
            "every worker shows when the restart follows", cancellationToken);

        await owner.Process.KillAsync();
        await cluster.UntilAsync(
            () => Task.FromResult(Says(other.Process, "Task f-0 has failed and is restarted", "restart 1 of 100")), "the count begins anew elsewhere",
            cancellationToken);
        Repair(cluster, "f");
        await RunsAsync(cluster, other.Process, "f", cancellationToken);
        await ReadAsync(cluster, other.Process, "f", cancellationToken);
    }

    [Test]
    public async Task Deleted_connector_is_not_restarted_and_a_paused_one_when_it_is_resumed(CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync(Settings);
        WorkerProcess[] workers =
            [(await cluster.StartReadyAsync(cancellationToken)).Process, (await cluster.StartReadyAsync(cancellationToken)).Process];
        string[] names = ["deleted", "paused", "other"];
        foreach (var name in names)
            await CreateFailingAsync(cluster, workers[0], name, backoff: 3000, cancellationToken);
        foreach (var name in names)
        {
            await cluster.UntilAsync(
                async () => (await TaskAsync(workers[1], name))?.GetProperty("state").GetString() == "RESTARTING", $"{name} waits for its restart",
                cancellationToken);
        }

        using (var answer = await workers[1].Client.DeleteAsync("connectors/deleted", cancellationToken))
            Assert.That((int)answer.StatusCode, Is.EqualTo(204));
        using (var answer = await workers[1].Client.PutAsync("connectors/paused/pause", null, cancellationToken))
            Assert.That((int)answer.StatusCode, Is.EqualTo(202));
        await cluster.UntilAsync(
            async () => (await TaskAsync(workers[1], "paused"))?.GetProperty("state").GetString() == "PAUSED",
            "the paused task is PAUSED when it is due", cancellationToken);
        var (starts, failures) = (Count(workers, "Starting task deleted-0"), Count(workers, "Task paused-0 has failed"));

        // The others would have been due twice by then.
        var due = Count(workers, "Starting task other-0") + 2;
        await cluster.UntilAsync(
            () => Task.FromResult(Count(workers, "Starting task other-0") >= due), "another connector is restarted twice", cancellationToken);
        Assert.That(Count(workers, "Starting task deleted-0"), Is.EqualTo(starts), "a deleted connector stays deleted");
        Assert.That(Count(workers, "Task paused-0 has failed"), Is.EqualTo(failures), "a paused task does nothing");
        Assert.That(await TaskAsync(workers[0], "deleted"), Is.Null);

        Repair(cluster, "paused");
        using (var answer = await workers[1].Client.PutAsync("connectors/paused/resume", null, cancellationToken))
            Assert.That((int)answer.StatusCode, Is.EqualTo(202));
        await RunsAsync(cluster, workers[0], "paused", cancellationToken);
    }

    [Test]
    public async Task Rebalance_during_the_backoff_starts_the_tasks_that_move_and_leaves_the_others_waiting(CancellationToken cancellationToken)
    {
        await using var cluster = await WorkerCluster.NewAsync(Settings);
        var (first, _) = await cluster.StartReadyAsync(cancellationToken);
        string[] names = ["a", "b", "c", "d"];

        // Far longer than the test takes: only the rebalance can start a task.
        foreach (var name in names)
            await CreateFailingAsync(cluster, first, name, backoff: 3_600_000, cancellationToken);
        foreach (var name in names)
        {
            await cluster.UntilAsync(
                () => Task.FromResult(Says(first, $"Task {name}-0 has failed and is restarted", "restart 1 of 100")), $"{name} waits for its restart",
                cancellationToken);
            Repair(cluster, name);
        }

        var (second, secondId) = await cluster.StartReadyAsync(cancellationToken);
        string[] moved = [];
        await cluster.UntilAsync(
            async () =>
            {
                var places = await WorkerCluster.PlacesAsync(second);
                moved = [.. names.Where(name => places.GetValueOrDefault($"{name}-0") == secondId)];
                return moved.Length == names.Length / 2;
            },
            "half of the tasks have moved and run", cancellationToken);
        var stayed = names.Except(moved).ToArray();
        foreach (var name in stayed)
            Assert.That((await TaskAsync(second, name))?.GetProperty("state").GetString(), Is.EqualTo("RESTARTING"), $"{name} waits as before");

        // A restart by hand takes the place of the one that is due in an hour.
        foreach (var name in stayed)
        {
            using var answer = await second.Client.PostAsync($"connectors/{name}/tasks/0/restart", null, cancellationToken);
            Assert.That((int)answer.StatusCode, Is.EqualTo(204), await answer.Content.ReadAsStringAsync(cancellationToken));
            await RunsAsync(cluster, second, name, cancellationToken);
        }

        using (Assert.EnterMultipleScope())
        {
            foreach (var name in moved)
                Assert.That((Tasks(first, name), Tasks(second, name)), Is.EqualTo((1, 1)), $"{name} was started once more, where it moved");
            foreach (var name in stayed)
                Assert.That((Tasks(first, name), Tasks(second, name)), Is.EqualTo((2, 0)), $"{name} was started once more, where it stayed");
        }

        static int Tasks(WorkerProcess worker, string name) => Count([worker], $"Starting task {name}-0");
    }

    private static async Task CreateFailingAsync(
        WorkerCluster cluster, WorkerProcess worker, string name, int backoff, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(cluster.At(name));
        var config = new Dictionary<string, string>
        {
            ["connector.class"] = "FileStreamSource",
            ["file"] = cluster.At(name),
            ["topic"] = cluster.Topic,
            ["errors.restart.policy"] = "on-failure",
            ["errors.restart.backoff.ms"] = $"{backoff}",
            ["errors.restart.backoff.max.ms"] = $"{backoff}",
            ["errors.restart.max"] = "100",
        };
        using var answer = await worker.Client.PostAsJsonAsync("connectors", new { name, config }, cancellationToken);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private static void Repair(WorkerCluster cluster, string name)
    {
        Directory.Delete(cluster.At(name));
        File.WriteAllText(cluster.At(name), "line\n");
    }

    private static Task RunsAsync(WorkerCluster cluster, WorkerProcess worker, string name, CancellationToken cancellationToken) =>
        cluster.UntilAsync(
            async () => (await TaskAsync(worker, name))?.GetProperty("state").GetString() == "RUNNING", $"{name} runs", cancellationToken);

    private static Task ReadAsync(WorkerCluster cluster, WorkerProcess worker, string name, CancellationToken cancellationToken) =>
        cluster.UntilAsync(
            async () => (await worker.Client.GetStringAsync($"connectors/{name}/offsets", cancellationToken)).Contains(
                "\"position\":5", StringComparison.Ordinal),
            $"the file of {name} is read", cancellationToken);

    /// <summary>The status of a connector's only task; null if there is none.</summary>
    private static async Task<JsonElement?> TaskAsync(WorkerProcess worker, string connector)
    {
        using var answer = await worker.Client.GetAsync($"connectors/{connector}/status");
        if (!answer.IsSuccessStatusCode)
            return null;
        var tasks = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tasks");
        return tasks.GetArrayLength() == 1 ? tasks[0] : null;
    }

    private static bool Says(WorkerProcess worker, params string[] texts) =>
        worker.Output.Split('\n').Any(line => texts.All(text => line.Contains(text, StringComparison.Ordinal)));

    private static int Count(IEnumerable<WorkerProcess> workers, string text) =>
        workers.Sum(worker => worker.Output.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal)));
}
