using Connect.Runtime.Tests.Herding.Chaos;
using Connect.Tests;

namespace Connect.Runtime.Tests.Herding;

/// <summary>A plugin that blocks its thread or hangs at any call delays nothing but what concerns it.</summary>
[CancelAfter(120_000)]
public class HerderWaitsForNobodyTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);

    private static IEnumerable<TestCaseData> Calls() =>
        from call in new[] { "connector.start", "connector.tasks", "connector.stop", "connector.offsets", "task.start", "task.poll", "task.stop" }
        from behaviour in new[] { ChaosBehaviour.Blocks, ChaosBehaviour.Hangs }
        select new TestCaseData(call, behaviour);

    [TestCaseSource(nameof(Calls))]
    public async Task While_a_call_never_comes_back(string call, ChaosBehaviour behaviour, CancellationToken cancellationToken)
    {
        await using var worker = await ChaosWorker.StartAsync(graceful: TimeSpan.FromMilliseconds(300));
        var connect = worker.Connect;
        worker.Script.BehaviourOf = (connector, made) => connector.StartsWith("bad", StringComparison.Ordinal) && made == call
            ? behaviour : ChaosBehaviour.Calm;

        // More of them than the machine has processors, so that a thread pool would be used up.
        var bad = Enumerable.Range(0, 12).Select(number => $"bad-{number}").ToArray();
        var changes = bad.Select(name => DriveAsync(worker, name, call, cancellationToken)).ToArray();
        await Eventually.Async(
            () => bad.All(name => worker.Script.Calls.Contains((name, call))), "every bad connector is in its call",
            cancellationToken: cancellationToken);

        await connect.PingAsync(cancellationToken).WaitAsync(AtOnce, cancellationToken);
        await connect.CreateConnectorAsync("good", ChaosWorker.Config(2), null, cancellationToken).WaitAsync(AtOnce, cancellationToken);
        await connect.PauseConnectorAsync("good", cancellationToken).WaitAsync(AtOnce, cancellationToken);
        await worker.ReachesAsync("good", ConnectorState.Paused, 2, TaskState.Paused, cancellationToken);
        await connect.ResumeConnectorAsync("good", cancellationToken).WaitAsync(AtOnce, cancellationToken);
        await connect.RestartConnectorAndTasksAsync(new RestartRequest("good", false, true), cancellationToken).WaitAsync(AtOnce, cancellationToken);
        await worker.ReachesAsync("good", ConnectorState.Running, 2, TaskState.Running, cancellationToken);
        await connect.StopConnectorAsync("good", cancellationToken).WaitAsync(AtOnce, cancellationToken);
        await connect.ResetOffsetsAsync("good", cancellationToken).WaitAsync(AtOnce, cancellationToken);
        await connect.DeleteConnectorAsync("good", cancellationToken).WaitAsync(AtOnce, cancellationToken);
        await connect.PingAsync(cancellationToken).WaitAsync(AtOnce, cancellationToken);

        // 5 s for a connector's stop, the graceful timeout for the tasks before it: twice each where a stop is under way already.
        await worker.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
        worker.Script.Dispose();
        await Task.WhenAll(changes).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Brings a connector to the call.</summary>
    private static async Task DriveAsync(ChaosWorker worker, string name, string call, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var connect = worker.Connect;
        var creating = connect.CreateConnectorAsync(name, ChaosWorker.Config(1), null, cancellationToken);
        if (call is "connector.stop" or "connector.offsets" or "task.stop")
        {
            await creating;
            await Eventually.Async(
                () => worker.Script.Calls.Contains((name, "task.poll")), $"the task of {name} runs", cancellationToken: cancellationToken);
            await connect.StopConnectorAsync(name, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (call == "connector.offsets")
            await connect.ResetOffsetsAsync(name, cancellationToken);
        await creating;
    }
}
