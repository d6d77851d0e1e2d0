using System.Buffers.Binary;
using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Connect.EndToEnd;

/// <summary>How long a record takes when there are about a thousand a second: each has the time of its making in its first eight bytes.</summary>
/// <param name="servers">The broker.</param>
/// <param name="workFolder">Where files go.</param>
internal sealed class LatencyRuns(string servers, string workFolder)
{
    private const string Bytes = "org.apache.kafka.connect.converters.ByteArrayConverter";
    private const int Warm = 3_000;
    private const int Count = 8_000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private int _runs;

    /// <summary>Runs both rows, so many rounds, and prints medians.</summary>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="withJava">Whether the Java worker runs, too.</param>
    /// <param name="names">Which rows; null for all.</param>
    public async Task MeasureAsync(int rounds, bool withJava, IReadOnlyCollection<string>? names)
    {
        foreach (var (name, run) in new (string, Func<bool, Task<long[]>>)[] { ("latency-source", SourceAsync), ("latency-sink", SinkAsync) })
        {
            if (names is not null && !names.Contains(name))
                continue;
            var (ours, java) = (new List<long[]>(), new List<long[]>());
            for (var round = 0; round < rounds; round++)
            {
                ours.Add(await run(false));
                if (withJava)
                    java.Add(await run(true));
            }

            Console.WriteLine($"{name,-24} ours {Describe(ours)}{(withJava ? $"   Java {Describe(java)}" : "")}");
        }
    }

    /// <summary>The time that a record carries, in microseconds.</summary>
    /// <param name="value">The record's value.</param>
    public static long StampOf(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt64BigEndian(value);

    private static byte[] Stamp()
    {
        var value = new byte[100];
        BinaryPrimitives.WriteInt64BigEndian(value, Mark.Now);
        return value;
    }

    private static string Describe(List<long[]> rounds)
    {
        return string.Create(CultureInfo.InvariantCulture, $"p50 {Median(0.5):0.00} ms, p99 {Median(0.99):0.00} ms");

        double Median(double share) => rounds.Select(run => run[(int)(run.Length * share)]).Order().ElementAt(rounds.Count / 2) / 1000.0;
    }

    private async Task<long[]> SourceAsync(bool isJava)
    {
        var (topic, folder) = await PrepareAsync();
        await using var worker = await StartAsync(isJava, folder, new()
        {
            ["connector.class"] = isJava ? "bench.GeneratorSource" : "Connect.EndToEnd.GeneratorSource",
            ["topic"] = topic,
            ["kind"] = "stamp",
            ["batch"] = "1",
            ["interval.ms"] = "1",
            ["size"] = "100",
            ["count"] = $"{Warm + Count}",
        });
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig
        {
            BootstrapServers = servers,
            GroupId = topic,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
        }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        var taken = new List<long>();
        var start = TimeProvider.System.GetTimestamp();
        for (var read = 0; read < Warm + Count;)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(1)) is { } result && read++ >= Warm)
                taken.Add(Mark.Now - StampOf(result.Message.Value));
            ThrowIfLate(start, worker, folder);
        }

        return [.. taken.Order()];
    }

    private async Task<long[]> SinkAsync(bool isJava)
    {
        var (topic, folder) = await PrepareAsync();
        await using var worker = await StartAsync(isJava, folder, new()
        {
            ["connector.class"] = isJava ? "bench.CountingSink" : "Connect.EndToEnd.CountingSink",
            ["topics"] = topic,
            ["marks"] = folder,
            ["warm"] = $"{Warm}",
            ["count"] = $"{Warm + Count}",
            ["stamped"] = "true",
            ["consumer.override.auto.offset.reset"] = "earliest",
        });
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = servers, LingerMs = 0 }).Build();
        var start = TimeProvider.System.GetTimestamp();
        using var never = new ManualResetEvent(false);
        var first = Path.Combine(folder, "first");
        while (!File.Exists(Path.Combine(folder, "latencies")))
        {
            // Few until the sink reads them, so that none waits for its start.
            never.WaitOne(File.Exists(first) ? 1 : 100);
            producer.Produce(topic, new Message<Null, byte[]> { Value = Stamp() });
            ThrowIfLate(start, worker, folder);
        }

        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "latencies"));
        return [.. lines.Select(line => long.Parse(line, CultureInfo.InvariantCulture)).Order()];
    }

    private async Task<(string Topic, string Folder)> PrepareAsync()
    {
        var folder = Path.Combine(workFolder, $"latency-{_runs++}");
        Directory.CreateDirectory(folder);
        var topic = $"bench-{Guid.NewGuid():N}";
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 1, ReplicationFactor = 1 }]);
        return (topic, folder);
    }

    private Task<WorkerProcess> StartAsync(bool isJava, string folder, Dictionary<string, string> connector)
    {
        connector["name"] = "bench";
        connector["tasks.max"] = "1";
        connector["key.converter"] = Bytes;
        connector["value.converter"] = Bytes;
        return WorkerProcess.StartAsync(isJava, servers, connector, folder, isExactlyOnce: false, replicas: 1);
    }

    private static void ThrowIfLate(long start, WorkerProcess worker, string folder)
    {
        if (worker.HasExited || TimeProvider.System.GetElapsedTime(start) > Limit)
            throw new InvalidOperationException("The worker does not get on:\n" + File.ReadAllText(Path.Combine(folder, "log")));
    }
}
