using System.Runtime.InteropServices;
using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Native;
using Connect.Runtime.Kafka.Producing;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Runtime.Tests.Kafka;

/// <summary>Producers of several tasks on one client.</summary>
public sealed class SharedProducerTests
{
    private const int OutOfOrderSequence = 45;

    [Test, CancelAfter(60_000)]
    public async Task Two_tasks_share_a_client_and_each_gets_its_own_results(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(2);
        await using var first = lab.Producer();
        await using var second = lab.Producer();
        Assert.That(ClientOf(second), Is.SameAs(ClientOf(first)));

        var mine = await Task.WhenAll(SendAsync(first, topic, 0, 3_000, cancellationToken), SendAsync(second, topic, 1, 2_000, cancellationToken));
        await first.WaitForDeliveriesAsync(cancellationToken);
        await second.WaitForDeliveriesAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            for (var partition = 0; partition < 2; partition++)
            {
                Assert.That(
                    mine[partition].Select(delivery => (delivery.Calls, delivery.Metadata.Partition, delivery.Metadata.Offset)),
                    Is.EqualTo(Enumerable.Range(0, mine[partition].Count).Select(offset => (1, partition, (long)offset))));
            }
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Each_task_has_its_own_limit_and_waits_for_its_own_records(CancellationToken cancellationToken)
    {
        // Nobody listens there: no record gets a result.
        await using var lab = new KafkaLab("127.0.0.1:1", new() { ["producer.queue.buffering.max.messages"] = "10" });
        await using var first = lab.Producer();
        await using var second = lab.Producer();
        Assert.That(ClientOf(second), Is.SameAs(ClientOf(first)));
        Fill(first);

        await second.WaitForDeliveriesAsync(cancellationToken);
        Fill(second);

        Assert.That((first.Outstanding, second.Outstanding), Is.EqualTo((10, 10)));

        static void Fill(IRecordProducer producer)
        {
            for (var i = 0; i < 10; i++)
                Assert.That(producer.TryProduce(Record("t"), new TestDelivery()), Is.True);
            Assert.That(producer.TryProduce(Record("t"), new TestDelivery()), Is.False);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Task_that_is_given_up_leaves_its_records_and_those_of_others_alone(CancellationToken cancellationToken)
    {
        // They are in the client for a while before they are sent.
        await using var lab = await KafkaLab.OnRealAsync(new() { ["producer.linger.ms"] = "1500" });
        var topic = await lab.CreateTopicAsync(2);
        await using var other = lab.Producer();
        var givenUp = lab.Producer();
        var abandoned = await SendAsync(givenUp, topic, 0, 50, cancellationToken);
        var kept = await SendAsync(other, topic, 1, 50, cancellationToken);

        givenUp.Abandon();
        var client = ClientOf(other);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(abandoned.Select(delivery => (delivery.Calls, delivery.Result.IsFaulted)), Is.All.EqualTo((1, true)), "at once");
            Assert.That(client.LeftRecords, Is.EqualTo(50));
            Assert.That(() => givenUp.TryProduce(Record(topic), new TestDelivery()), Throws.TypeOf<KafkaClientException>());
        }

        await other.WaitForDeliveriesAsync(cancellationToken);
        await Eventually.Async(() => client.LeftRecords == 0, "the records that were left are reported", cancellationToken: cancellationToken);

        await using var admin = lab.Admin();
        var ends = await admin.ListEndOffsetsAsync([new(topic, 0), new(topic, 1)], readCommitted: false, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(kept.Select(delivery => (delivery.Calls, delivery.Result.IsCompletedSuccessfully)), Is.All.EqualTo((1, true)));
            Assert.That(abandoned.Select(delivery => delivery.Calls), Is.All.EqualTo(1), "their task hears nothing more");
            Assert.That(ends.Values, Is.All.EqualTo(50));
            Assert.That(client.LeftBytes, Is.Zero);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Task_that_restarts_again_and_again_in_an_outage_does_not_fill_the_client(CancellationToken cancellationToken)
    {
        await using var lab = new KafkaLab("127.0.0.1:1", new() { ["producer.queue.buffering.max.messages"] = "10" });
        await using var other = lab.Producer();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var restarted = lab.Producer();
            await SendAsync(restarted, "t", 0, 6, cancellationToken);
            await restarted.DisposeAsync();
        }

        Assert.That(ClientOf(other).LeftRecords, Is.LessThanOrEqualTo(16));
        Assert.That(lab.Clients.Connections, Has.Count.EqualTo(1), "the later ones had a client that ended with them");
    }

    [Test, CancelAfter(60_000)]
    public async Task Fatal_error_fails_only_tasks_with_records_under_way(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync(new() { ["producer.linger.ms"] = "800" });
        var topic = await lab.CreateTopicAsync();
        await using var busy = lab.Producer();
        await using var idle = lab.Producer();
        await SendAsync(idle, topic, 0, 5, cancellationToken);
        await idle.WaitForDeliveriesAsync(cancellationToken);
        var failed = new TaskCompletionSource();
        busy.Failed += failed.SetResult;
        idle.Failed += () => failed.TrySetException(new InvalidOperationException("the idle one has failed"));
        await SendAsync(busy, topic, 0, 5, cancellationToken);

        FailClient(busy);
        await failed.Task.WaitAsync(cancellationToken);
        await using var next = lab.Producer();
        var after = await SendAsync(idle, topic, 0, 5, cancellationToken);
        await idle.WaitForDeliveriesAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(busy.Failure, Is.Not.Null);
            Assert.That(() => busy.TryProduce(Record(topic), new TestDelivery()), Throws.TypeOf<KafkaClientException>());
            Assert.That((idle.Failure, next.Failure), Is.EqualTo(((KafkaClientException?)null, (KafkaClientException?)null)));
            Assert.That(after.Select(delivery => delivery.Result.IsCompletedSuccessfully), Is.All.True);
            Assert.That(ClientOf(idle), Is.Not.SameAs(ClientOf(busy)).And.SameAs(ClientOf(next)));
        }
    }

    [Test]
    public async Task Different_settings_credentials_and_ids_are_not_shared()
    {
        await using var lab = new KafkaLab("127.0.0.1:1");
        await using var plain = lab.Producer();
        await using var same = lab.Producer();
        Assert.That(ClientOf(same), Is.SameAs(ClientOf(plain)));
        Dictionary<string, string?> Jaas(string user) => new()
        {
            ["producer.override.security.protocol"] = "SASL_PLAINTEXT",
            ["producer.override.sasl.mechanism"] = "PLAIN",
            ["producer.override.sasl.jaas.config"] =
                $"org.apache.kafka.common.security.plain.PlainLoginModule required username=\"{user}\" password=\"p\";",
        };

        var others = new List<IRecordProducer>
        {
            lab.Producer(config: new() { ["producer.override.linger.ms"] = "7" }),
            lab.Producer(config: new() { ["producer.override.bootstrap.servers"] = "127.0.0.1:2" }),
            lab.Producer(config: new() { ["producer.override.buffer.memory"] = "1000000" }),
            lab.Producer(config: new() { ["producer.override.client.id"] = "mine" }),
            lab.Producer(config: new() { ["producer.override.client.id"] = "mine" }),
            lab.Producer(config: Jaas("a")),
            lab.Producer(config: Jaas("b")),
            lab.Producer(wantsMetadata: true),
            lab.Producer(wantsMetadata: true),
        };

        Assert.That(others.Select(ClientOf).Append(ClientOf(plain)), Is.Unique);
        foreach (var producer in others)
            await producer.DisposeAsync();
    }

    [Test]
    public async Task Tasks_are_spread_over_the_clients_and_the_last_one_destroys_each()
    {
        await using var lab = new KafkaLab("127.0.0.1:1", clientsPerSettings: 2);
        var producers = Enumerable.Range(0, 6).Select(_ => lab.Producer()).ToList();
        var clients = producers.Select(ClientOf).ToList();
        Assert.That(clients.GroupBy(client => client).Select(users => users.Count()), Is.EqualTo(new[] { 3, 3 }));

        foreach (var producer in producers.Where(producer => ClientOf(producer) == clients[0]))
            await producer.DisposeAsync();
        Assert.That(lab.Clients.Connections, Has.Count.EqualTo(1));
        foreach (var producer in producers)
            await producer.DisposeAsync();
        Assert.That(lab.Clients.Connections, Is.Empty);
    }

    [TestCase(1)]
    [TestCase(2)]
    [CancelAfter(60_000)]
    public async Task Starting_and_stopping_at_any_moment_gives_each_record_one_result(int seed, CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync(new() { ["producer.linger.ms"] = "1" });
        var topic = await lab.CreateTopicAsync(4);
        var flows = Enumerable.Range(0, 8).Select(flow => Task.Run(
            async () =>
            {
                var random = new Random((seed * 100) + flow);
                for (var life = 0; life < 15; life++)
                {
                    var producer = lab.Producer();
                    var deliveries = await SendAsync(producer, topic, flow % 4, random.Next(200), cancellationToken);
                    var graceful = random.Next(3) == 0;
                    if (graceful)
                        await producer.WaitForDeliveriesAsync(cancellationToken);
                    else if (random.Next(2) == 0)
                        producer.Abandon();
                    await producer.DisposeAsync();
                    Assert.That(deliveries.Select(delivery => delivery.Calls), Is.All.EqualTo(1));
                    if (graceful)
                        Assert.That(deliveries.Select(delivery => delivery.Result.IsCompletedSuccessfully), Is.All.True);
                }
            },
            cancellationToken)).ToArray();

        await Task.WhenAll(flows).WaitAsync(cancellationToken);

        Assert.That(lab.Clients.Connections, Is.Empty);
    }

    private static NativeProducerClient ClientOf(IRecordProducer producer) => ((NativeRecordProducer)producer).Client;

    private static ProducerRecord Record(string topic, int partition = 0) => new(topic, partition, null, [1, 2, 3], null, null);

    private static async Task<List<TestDelivery>> SendAsync(
        IRecordProducer producer, string topic, int partition, int count, CancellationToken cancellationToken)
    {
        var deliveries = new List<TestDelivery>();
        for (var i = 0; i < count; i++)
        {
            deliveries.Add(new TestDelivery());
            while (!producer.TryBuffer(Record(topic, partition), deliveries[^1]))
                await producer.WaitForRoomAsync(cancellationToken);
        }

        producer.SendBuffered();
        return deliveries;
    }

    private static void FailClient(IRecordProducer producer)
    {
        var fail = Marshal.GetDelegateForFunctionPointer<TestFatalError>(
            NativeLibrary.GetExport(NativeClientLibrary.Instance.Handle, "rd_kafka_test_fatal_error"));
        Assert.That(fail(ClientOf(producer).Handle, OutOfOrderSequence, "tried"), Is.Zero);
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int TestFatalError(nint client, int error, [MarshalAs(UnmanagedType.LPUTF8Str)] string reason);
}
