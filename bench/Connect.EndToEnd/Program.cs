using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.EndToEnd;
using Connect.Tests.Brokers;

// A pass-through connector beside the bare client, in one process and one run:
//   dotnet run -c Release --project bench/Connect.EndToEnd [records of 100 bytes] [rounds]
// The broker is KAFKA_BOOTSTRAP, else one that is started from KAFKA_HOME.
var small = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2_000_000;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;

if (Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP") is { Length: > 0 } given)
{
    await RunAllAsync(given);
    return;
}

await using var kafka = await LocalKafka.StartAsync();
await RunAllAsync(kafka.BootstrapServers);

async Task RunAllAsync(string servers)
{
    foreach (var (size, count) in new[] { (100, small), (1000, small / 5) })
    {
        var (rawSource, source, rawSink, sink) = (new List<Measurement>(), new List<Measurement>(), new List<Measurement>(), new List<Measurement>());
        var value = new byte[size];
        // One round more than counts: the first meets cold code and a cold broker.
        for (var round = 0; round <= rounds; round++)
        {
            var topic = $"bench-{Guid.NewGuid():N}";
            await CreateAsync(servers, topic);
            var a = await RawClient.MeasureProducingAsync(servers, topic, count, value);
            var b = await ConnectorRuns.MeasureSourceAsync(servers, topic, count, size);
            var c = await Measurement.TakeAsync(count, () => Task.Run(() => RawClient.Consume(servers, topic, count)));
            var d = await ConnectorRuns.MeasureSinkAsync(servers, topic, count);
            await DeleteAsync(servers, topic);
            if (round == 0)
                continue;
            rawSource.Add(a);
            source.Add(b);
            rawSink.Add(c);
            sink.Add(d);
        }

        Print($"source, {size} bytes", Measurement.Median(rawSource), Measurement.Median(source));
        Print($"sink, {size} bytes", Measurement.Median(rawSink), Measurement.Median(sink));
    }
}

static void Print(string what, Measurement raw, Measurement connector)
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: connector {connector.PerSecond / raw.PerSecond:0.00} of the bare client, CPU {connector.CpuMicroseconds / raw.CpuMicroseconds:0.00} of it"));
    foreach (var (name, run) in new[] { ("bare client", raw), ("connector", connector) })
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-12} {run.PerSecond / 1000,8:0} k records/s {run.CpuMicroseconds,7:0.00} us CPU/record {run.BytesPerRecord,7:0} B allocated/record"));
    }
}

static async Task CreateAsync(string servers, string topic)
{
    using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
    await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 1, ReplicationFactor = 1 }]);
}

static async Task DeleteAsync(string servers, string topic)
{
    using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
    await admin.DeleteTopicsAsync([topic]);
}
