using Connect.Runtime;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;
using Connect.Tests.Connectors;

namespace Connect.Integration.Tests.Faults;

/// <summary>What happens around the connectors: brokers that die, freeze and restart, rebalances, missing topics, a full disk, changes in
/// mid-stream.</summary>
internal static class WorldCases
{
    private static readonly FaultSide[] Sides = [FaultSide.Source, FaultSide.Sink];
    private static readonly Lazy<Task<LocalKafka>> Own = new(() => LocalKafka.StartAsync(1, "auto.create.topics.enable=false"));

    // Scenarios that stop the broker do not run side by side.
    private static readonly SemaphoreSlim OwnGate = new(1, 1);

    public static IEnumerable<FaultCase> All =>
    [
        .. Sides.SelectMany(OfBroker), .. Sides.Select(MissingTopic), .. Sides.SelectMany(OfChanges),
        RebalanceDuringPut(isRetriable: true), RebalanceDuringPut(isRetriable: false), FullDisk(),
    ];

    /// <summary>Ends the broker of these scenarios, if there was need of one.</summary>
    public static async Task CloseAsync()
    {
        if (Own.IsValueCreated)
            await (await Own.Value).DisposeAsync();
    }

    private static IEnumerable<FaultCase> OfBroker(FaultSide side)
    {
        yield return OnOwnBroker("the broker is killed in mid-stream and comes back after 5 s", side, async (run, kafka) =>
        {
            await kafka.KillAsync();
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, run.Cancellation);
            await kafka.RestartAsync();
        });
        yield return OnOwnBroker("the broker is frozen for 8 s, longer than a sink's session", side, async (run, kafka) =>
        {
            await kafka.PauseAsync();
            await Task.Delay(TimeSpan.FromSeconds(8), TimeProvider.System, run.Cancellation);
            await kafka.ResumeAsync();
        });
        yield return OnOwnBroker("the task is restarted while the broker is away", side, async (run, kafka) =>
        {
            await kafka.KillAsync();
            await run.RestartAsync();
            await kafka.RestartAsync();
        });
    }

    private static FaultCase OnOwnBroker(string name, FaultSide side, Func<FaultRun, LocalKafka, Task> during) =>
        new(name, side, async (self, cancellationToken) =>
    {
        await OwnGate.WaitAsync(cancellationToken);
        try
        {
            var kafka = await Own.Value;
            await using var run = await FaultRun.BeginAsync(self, kafka.BootstrapServers, cancellationToken);
            if (side == FaultSide.Sink)
                await run.ProduceAsync();
            run.SlowDown();
            await run.CreateAsync();
            await run.MovedAsync(60);
            await during(run, kafka);
            return await run.CountAsync();
        }
        finally
        {
            OwnGate.Release();
        }
    })
        {
            MayRepeat = true,
            Settings = side == FaultSide.Sink
            ? new Dictionary<string, string?> { ["consumer.override.session.timeout.ms"] = "6000" } : new Dictionary<string, string?>(),
        };

    private static FaultCase MissingTopic(FaultSide side) => new("the topic is missing and is created later", side, async (self, cancellationToken) =>
    {
        await OwnGate.WaitAsync(cancellationToken);
        try
        {
            var kafka = await Own.Value;
            await using var run = await FaultRun.BeginAsync(self, kafka.BootstrapServers, cancellationToken, createsTopic: false);
            await run.CreateAsync();
            await run.ShownAsync("does not exist");
            await using var lab = new KafkaLab(kafka.BootstrapServers);
            await lab.CreateTopicAsync(run.Topic, side == FaultSide.Sink ? 2 : 1);
            if (side == FaultSide.Sink)
                await run.ProduceAsync();
            return await run.CountAsync();
        }
        finally
        {
            OwnGate.Release();
        }
    })
    {
        Settings = side == FaultSide.Sink
            ? new Dictionary<string, string?> { ["consumer.override.metadata.max.age.ms"] = "3000" } : new Dictionary<string, string?>(),
    };

    private static IEnumerable<FaultCase> OfChanges(FaultSide side)
    {
        yield return InMidStream("the task is restarted in mid-stream", side, run => run.RestartAsync());
        yield return InMidStream("the connector is paused and resumed in mid-stream", side, async run =>
        {
            await run.Worker.Herder.PauseConnectorAsync(run.Connector, run.Cancellation);
            await Eventually.Async(
                async () => (await run.Worker.Herder.GetConnectorStatusAsync(run.Connector, run.Cancellation)).Tasks is [{ State: TaskState.Paused }],
                "the task pauses",
                TestTimeouts.Broker,
                run.Cancellation);
            await run.Worker.Herder.ResumeConnectorAsync(run.Connector, run.Cancellation);
        });
        yield return InMidStream("the connector is stopped and resumed in mid-stream", side, async run =>
        {
            await run.Worker.Herder.StopConnectorAsync(run.Connector, run.Cancellation);
            await run.Worker.Herder.ResumeConnectorAsync(run.Connector, run.Cancellation);
        });
        yield return InMidStream(
            "the connector gets another configuration in mid-stream" + (side == FaultSide.Sink ? ": tasks.max from 1 to 2" : ""),
            side,
            async run =>
            {
                var patch = side == FaultSide.Sink
                    ? new Dictionary<string, string?> { ["tasks.max"] = "2", ["tasks"] = "2" }
                    : new Dictionary<string, string?> { ["tasks.max"] = "2", ["batch"] = "30" };
                await run.Worker.Herder.PatchConnectorConfigAsync(run.Connector, patch, run.Cancellation);
            });
    }

    private static FaultCase InMidStream(string name, FaultSide side, Func<FaultRun, Task> during) => FaultCase.Of(
        name,
        side,
        async run =>
        {
            run.SlowDown();
            await run.CreateAsync();
            await run.MovedAsync(60);
            await during(run);
        }) with
    {
        MayRepeat = true,
    };

    private static FaultCase RebalanceDuringPut(bool isRetriable) => FaultCase.Of(
        $"a second worker joins and leaves while puts {(isRetriable ? "throw RetriableConnectException" : "take longer than its commit interval")}",
        FaultSide.Sink,
        async run =>
        {
            var refuses = true;
            run.Handle.OnPut = async (records, context, token) =>
            {
                if (records.Count == 0 || run.Taken < 60 || !Volatile.Read(ref refuses))
                    return;
                context.RetryBackoff = TimeSpan.FromMilliseconds(50);
                if (isRetriable)
                    throw new RetriableConnectException("busy");
                await Task.Delay(TimeSpan.FromMilliseconds(700), TimeProvider.System, token);
            };
            await run.CreateAsync();
            await run.MovedAsync(60);
            var second = await run.StartWorkerAsync();
            await run.CreateAsync(second);
            await Eventually.Async(
                () => second.Handles[run.Connector].Calls.Any(call => call.StartsWith("task-0.open", StringComparison.Ordinal)),
                "the second gets a partition", TestTimeouts.Broker, run.Cancellation);
            await second.Herder.StopConnectorAsync(run.Connector, run.Cancellation);
            Volatile.Write(ref refuses, false);
        }) with
    {
        MayRepeat = true,
        Settings = new Dictionary<string, string?> { ["consumer.override.heartbeat.interval.ms"] = "200" },
    };

    private static FaultCase FullDisk() => new("the disk of the offset file is full for a while", FaultSide.Source, async (self, cancellationToken) =>
    {
        await using var disk = await SmallDisk.CreateAsync();
        await using var run =
            await FaultRun.BeginAsync(
                self, (await TestBroker.GetRealAsync()).BootstrapServers, cancellationToken, offsetFile: disk.At("connect.offsets"));
        run.SlowDown();
        await run.CreateAsync();
        await run.MovedAsync(60);
        disk.Fill();
        await run.ShownAsync("cannot be stored since");
        disk.Empty();
        return await run.CountAsync();
    });
}
