using System.Collections.Concurrent;
using Connect.Runtime.Tests.Herding.Chaos;
using Connect.Tests;

namespace Connect.Runtime.Tests.Herding;

/// <summary>Random changes of connectors whose calls block, throw, hang or answer synchronously: at the end everything is as it was last asked for,
/// and no task ever ran twice but after it was given up.</summary>
[CancelAfter(180_000)]
public class HerderScheduleTests
{
    private const int Changes = 40;

    private static readonly string[] Connectors = ["a", "b", "c", "d"];

    [Test]
    public async Task Ends_in_the_desired_state([Range(1, 12)] int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        await using var worker = await ChaosWorker.StartAsync(graceful: TimeSpan.FromMilliseconds(60));
        var connect = worker.Connect;
        var overlaps = new ConcurrentQueue<(string Task, int Living, int GivenUp)>();
        worker.Script.Longest = TimeSpan.FromMilliseconds(150);
        worker.Script.OnOverlap = (task, living) =>
            overlaps.Enqueue(
                (task, living,
                    worker.Log.Entries.Count(entry => entry.Message.Contains($"Task {task} did not stop in time", StringComparison.Ordinal))));
        worker.Script.BehaviourOf = (connector, call) => BehaviourOf(seed, connector, call, worker.Script.Calls.Count);

        var changes = new List<Task>();
        for (var i = 0; i < Changes; i++)
        {
            changes.Add(ChangeAsync(connect, random, cancellationToken));
            if (random.Next(3) == 0)
                await connect.PingAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(5), cancellationToken);
            if (random.Next(4) == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(40)), TimeProvider.System, cancellationToken);
        }

        await Task.WhenAll(changes);
        worker.Script.BehaviourOf = (_, _) => ChaosBehaviour.Calm;
        foreach (var name in Connectors)
        {
            // Another configuration, because the same one again would keep tasks that have failed.
            await connect.PutConnectorConfigAsync(
                name, new Dictionary<string, string?>(ChaosWorker.Config(tasks: 2)) { ["attempt"] = "last" }, cancellationToken);
            await connect.ResumeConnectorAsync(name, cancellationToken);
            await worker.ReachesAsync(name, ConnectorState.Running, 2, TaskState.Running, cancellationToken);
        }

        await connect.PauseConnectorAsync("b", cancellationToken);
        await connect.StopConnectorAsync("c", cancellationToken);
        await connect.DeleteConnectorAsync("d", cancellationToken);

        await worker.ReachesAsync("b", ConnectorState.Paused, 2, TaskState.Paused, cancellationToken);
        await worker.ReachesAsync("c", ConnectorState.Stopped, 0, default, cancellationToken);
        Assert.That(async () => await connect.GetConnectorStatusAsync("d", cancellationToken), Throws.InstanceOf<ConnectorNotFoundException>());
        await Eventually.Async(
            () => worker.Script.LivingOf("a-0") == 1 && worker.Script.LivingOf("a-1") == 1
                && new[] { "a-2", "c-0", "c-1", "d-0", "d-1" }.All(task => worker.Script.LivingOf(task) == 0),
            "one instance of each task lives, and none of what is gone", cancellationToken: cancellationToken);
        Assert.That(overlaps.Where(overlap => overlap.Living > overlap.GivenUp), Is.Empty, "a task ran twice though it was not given up");
    }

    /// <summary>The same for the same seed and call, whichever thread it comes on.</summary>
    private static ChaosBehaviour BehaviourOf(int seed, string connector, string call, int number) =>
        new Random(HashCode.Combine(seed, connector.Length, call.Length, number)).Next(10) switch
        {
            0 => ChaosBehaviour.Throws,
            1 => ChaosBehaviour.Blocks,
            2 => ChaosBehaviour.Hangs,
            3 or 4 => ChaosBehaviour.Synchronous,
            _ => ChaosBehaviour.Calm,
        };

    private static async Task ChangeAsync(IKafkaConnect connect, Random random, CancellationToken cancellationToken)
    {
        var name = Connectors[random.Next(Connectors.Length)];
        try
        {
            await (random.Next(9) switch
            {
                0 or 1 or 2 => connect.PutConnectorConfigAsync(name, ChaosWorker.Config(random.Next(1, 4)), cancellationToken),
                3 => connect.PauseConnectorAsync(name, cancellationToken),
                4 => connect.ResumeConnectorAsync(name, cancellationToken),
                5 => connect.StopConnectorAsync(name, cancellationToken),
                6 => connect.RestartConnectorAndTasksAsync(new RestartRequest(name, random.Next(2) == 0, random.Next(2) == 0), cancellationToken),
                7 => random.Next(2) == 0
                    ? connect.RestartTaskAsync(new ConnectorTaskId(name, 0), cancellationToken) : connect.ResetOffsetsAsync(name, cancellationToken),
                _ => connect.DeleteConnectorAsync(name, cancellationToken),
            });
        }
        catch (Exception e) when (e is ConnectException or InvalidOperationException)
        {
            // Unknown, overtaken or failed: what was asked last counts.
        }
    }
}
