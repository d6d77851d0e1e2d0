using System.Buffers.Binary;
using Connect.Converters.Avro.Registry.Subjects;
using Connect.Converters.Avro.Tests.Registry.Real;
using Connect.Data;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Avro;

/// <summary>Source, topic, sink, with Avro and a real registry between them.</summary>
[Category("Broker")]
[CancelAfter(300_000)]
public sealed class AvroPipelineTests
{
    private static readonly Schema One = SchemaBuilder.Struct().Name("a.b.Order").Field("id", Schema.Int64).Build();

    private static readonly Schema Two = SchemaBuilder.Struct().Name("a.b.Order").Field("id", Schema.Int64)
        .Field("note", SchemaBuilder.String().Optional().Build())
        .Field("amount", LogicalTypes.Decimal(2).AsOptional())
        .Build();

    [Test]
    public async Task Records_arrive_as_they_were_sent_while_their_schema_evolves(CancellationToken token)
    {
        await using var registry = await LocalRegistry.StartAsync();
        await using var pipeline = await AvroPipeline.StartAsync(registry.Url);

        pipeline.Stream.Send(Enumerable.Range(0, 1_000).Select(Old));
        await pipeline.ReceivedAsync(1_000);
        pipeline.Stream.Send(Enumerable.Range(1_000, 1_000).Select(New));
        await pipeline.ReceivedAsync(2_000);

        var received = pipeline.Stream.Received;
        Assert.That(received.Select(Id), Is.EqualTo(Enumerable.Range(0, 2_000)));
        Assert.That(received.Select(record => record.Key), Is.EqualTo(Enumerable.Range(0, 2_000).Select(number => (object)(long)number)));
        Assert.That(received[0].ValueSchema!.Name, Is.EqualTo("a.b.Order"));
        Assert.That(received[0].ValueSchema!.Version, Is.EqualTo(1));
        Assert.That(received[^1].ValueSchema!.Version, Is.EqualTo(2));
        Assert.That(((Struct)received[^1].Value!)["amount"], Is.EqualTo(ConnectDecimal.Parse("19.99")));
    }

    [Test]
    public async Task Registry_that_stops_and_starts_mid_stream_loses_nothing(CancellationToken token)
    {
        await using var registry = await LocalRegistry.StartAsync();
        await using var gate = new Gate(registry.Url);
        await using var pipeline = await AvroPipeline.StartAsync(gate.Url, ("errors.retry.timeout", "-1"), ("errors.retry.delay.max.ms", "500"));

        pipeline.Stream.Send(Enumerable.Range(0, 500).Select(Old));
        await pipeline.ReceivedAsync(500);
        var content = await RegistryContent.TakeAsync(registry.Url);
        await gate.CloseAsync();
        await registry.StopAsync();

        // What is known needs no registry; what is new waits for it.
        pipeline.Stream.Send(Enumerable.Range(500, 500).Select(Old));
        await pipeline.ReceivedAsync(1_000);
        pipeline.Stream.Send(Enumerable.Range(1_000, 500).Select(New));
        await registry.RestartAsync();

        // It keeps its schemas in memory: they are put back before anybody can ask for them.
        await content.PutBackAsync(registry.Url);
        Assert.That(pipeline.Stream.Received, Has.Count.EqualTo(1_000), "nothing of an unknown schema gets through without the registry");
        gate.Open();
        pipeline.Stream.Send(Enumerable.Range(1_500, 500).Select(Old));
        await pipeline.ReceivedAsync(2_000);

        Assert.That(pipeline.Stream.Received.Select(Id), Is.EqualTo(Enumerable.Range(0, 2_000)));
    }

    [Test]
    public async Task Workers_that_write_the_same_schema_at_once_share_one_id(CancellationToken token)
    {
        const int Count = 100;
        await using var registry = await LocalRegistry.StartAsync();
        var byRecord = ("value.converter.value.subject.name.strategy", "io.confluent.kafka.serializers.subject.RecordNameStrategy");
        var pipelines = await Task.WhenAll(AvroPipeline.StartAsync(registry.Url, byRecord), AvroPipeline.StartAsync(registry.Url, byRecord));
        await using var first = pipelines[0];
        await using var second = pipelines[1];
        foreach (var pipeline in pipelines)
            pipeline.Stream.Send(Enumerable.Range(0, Count).Select(Old));
        await Task.WhenAll(pipelines.Select(pipeline => pipeline.ReceivedAsync(Count)));

        // Both topics exist now: a consumer that knows one of them learns of the other only after metadata.max.age.ms.
        await using var lab = new KafkaLab((await TestBroker.GetRealAsync()).BootstrapServers);
        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(first.Topic, second.Topic));
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Records.Count == 2 * Count, "the records of both", token);

        var ids = reader.Records.Select(record => BinaryPrimitives.ReadInt32BigEndian(record.Value.AsSpan(1))).Distinct().ToArray();
        using var http = new HttpClient();
        Assert.That(ids, Has.Length.EqualTo(1));
        Assert.That(await http.GetStringAsync($"{registry.Url}/subjects/a.b.Order/versions", token), Is.EqualTo("[1]"));
    }

    private static int Id(Connect.Connectors.SinkRecord record) => (int)(long)((Struct)record.Value!)["id"]!;

    private static Struct Old(int id) => new Struct(One).Put("id", (long)id);

    private static Struct New(int id) => new Struct(Two).Put("id", (long)id).Put("note", $"n{id}").Put("amount", ConnectDecimal.Parse("19.99"));
}
