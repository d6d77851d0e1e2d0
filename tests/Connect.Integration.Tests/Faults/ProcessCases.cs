using System.Globalization;
using Confluent.Kafka;
using Connect.Integration.Tests.Worker;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Faults;

/// <summary>Worker processes that are killed and stopped: file connectors, so that what arrived is counted outside of the worker.</summary>
internal static class ProcessCases
{
    private const int Lines = 300;

    public static IEnumerable<FaultCase> All =>
    [
        Of("the worker's process is killed (SIGKILL) three times in mid-stream", FaultSide.Source, KillAsync),
        Of("the worker's process is killed (SIGKILL) three times in mid-stream", FaultSide.Sink, KillAsync),
        Of("the worker's process is stopped (SIGSTOP) for 10 s, beyond a sink's session, and goes on", FaultSide.Source, FreezeAsync),
        Of("the worker's process is stopped (SIGSTOP) for 10 s, beyond a sink's session, and goes on", FaultSide.Sink, FreezeAsync),
        Of("the worker's process ends in order (SIGTERM) and is started again", FaultSide.Source, EndAsync) with { MayRepeat = false },
        Of("the worker's process ends in order (SIGTERM) and is started again", FaultSide.Sink, EndAsync) with { MayRepeat = false },
    ];

    private static FaultCase Of(string name, FaultSide side, Func<ProcessRun, Task> during) => new(name, side, async (self, cancellationToken) =>
    {
        await using var run = new ProcessRun(self, (await TestBroker.GetRealAsync()).BootstrapServers, cancellationToken);
        await run.BeginAsync();
        await during(run);
        return await run.CountAsync(Lines);
    })
    {
        MayRepeat = true,
    };

    private static async Task KillAsync(ProcessRun run)
    {
        for (var part = 1; part <= 3; part++)
        {
            await run.WriteAsync(Lines / 3 * (part - 1), Lines / 3);
            await run.MovedAsync(Lines / 3 * (part - 1) + 1);
            await run.Worker.KillAsync();
            await run.StartAsync();
        }
    }

    private static async Task FreezeAsync(ProcessRun run)
    {
        await run.WriteAsync(0, Lines / 2);
        await run.MovedAsync(1);
        await run.Worker.SignalAsync("STOP");
        await run.WriteAsync(Lines / 2, Lines / 2);
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, run.Cancellation);
        await run.Worker.SignalAsync("CONT");
    }

    private static async Task EndAsync(ProcessRun run)
    {
        await run.WriteAsync(0, Lines / 2);
        await run.MovedAsync(1);
        await run.Worker.StopAsync();
        await run.WriteAsync(Lines / 2, Lines / 2);
        await run.StartAsync();
    }

    /// <summary>A worker's process with a file connector.</summary>
    private sealed class ProcessRun(FaultCase faultCase, string servers, CancellationToken cancellationToken) : IAsyncDisposable
    {
        private readonly WorkerFiles _files = new(
            servers,
            "value.converter=org.apache.kafka.connect.storage.StringConverter",
            "consumer.session.timeout.ms=6000",
            "consumer.auto.offset.reset=earliest");

        public CancellationToken Cancellation => cancellationToken;

        public WorkerProcess Worker { get; private set; } = null!;

        private bool IsSource => faultCase.Side == FaultSide.Source;

        public async Task BeginAsync()
        {
            await using var lab = new KafkaLab(servers);
            await lab.CreateTopicAsync(_files.Topic, 1);
            await File.WriteAllTextAsync(_files.Input, "", Cancellation);
            await StartAsync();
        }

        public async Task StartAsync()
        {
            if (Worker is { } before)
                await before.DisposeAsync();
            Worker = WorkerProcess.Start(_files, IsSource ? _files.Source() : _files.Sink());
        }

        public async Task WriteAsync(int first, int count)
        {
            var lines = Enumerable.Range(first, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"line-{number}")).ToArray();
            if (IsSource)
            {
                await File.AppendAllTextAsync(_files.Input, string.Concat(lines.Select(line => line + "\n")), Cancellation);
                return;
            }

            using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = servers }).Build();
            foreach (var line in lines)
                await producer.ProduceAsync(_files.Topic, new Message<Null, string> { Value = line }, Cancellation);
        }

        public Task MovedAsync(int lines) =>
            Eventually.Async(() => Count().Count >= lines, $"{lines} lines arrive", TestTimeouts.Broker, Cancellation);

        public async Task<BalanceSheet> CountAsync(int all)
        {
            await MovedAsync(all);
            await Worker.StopAsync();
            var counts = Count();
            return new BalanceSheet(faultCase.Side, faultCase.Name, all, counts.Count, counts.Values.Sum() - counts.Count, 0, 0);
        }

        public async ValueTask DisposeAsync()
        {
            if (Worker is { } worker)
                await worker.DisposeAsync();
            _files.Dispose();
        }

        private Dictionary<string, int> Count()
        {
            IEnumerable<string> lines = IsSource ? TopicReader.ReadValues(servers, _files.Topic) : _files.OutputLines();
            return lines.GroupBy(line => line).ToDictionary(line => line.Key, line => line.Count());
        }
    }
}
