using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Runtime.Tests.Kafka;

public class BrokerOutageTests
{
    [Test, CancelAfter(180_000)]
    public async Task Killed_broker_costs_time_and_no_record(CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync();
        await using var lab = new KafkaLab(kafka.BootstrapServers);
        var topic = await lab.CreateTopicAsync();
        await using var producer = lab.Producer();
        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(topic));
        await using var admin =
            lab.Admin(new() { ["admin.override.default.api.timeout.ms"] = "2000", ["admin.override.request.timeout.ms"] = "2000" });
        consumer.Start();
        var reader = new SinkReader(consumer);
        var sent = 0;
        var deliveries = new List<TestDelivery>();
        Send(100);
        await reader.ReadUntilAsync(() => reader.Records.Count >= 100, "the records before the outage", cancellationToken);

        await kafka.KillAsync();
        Send(100);
        await Eventually.Async(() => !producer.Connection.IsUp, "the outage is seen", cancellationToken: cancellationToken);
        // A call to the group's coordinator under way at an outage is what once aborted the process when the broker came back.
        var call = (await Assert.ThrowsAsync<KafkaClientException>(() => admin.ListGroupOffsetsAsync("g", cancellationToken)))!;
        var commit = consumer.CommitAsync(new Dictionary<TopicPartition, long> { [new(topic, 0)] = 100 }, cancellationToken);
        await kafka.RestartAsync();
        Send(100);

        await producer.WaitForDeliveriesAsync(cancellationToken);
        await reader.ReadUntilAsync(() => reader.Records.Count >= sent, "all records", cancellationToken);
        await Eventually.Async(
            () => lab.Clients.Connections.All(connection => connection.IsUp), "all clients are up again", cancellationToken: cancellationToken);
        var committed = await CommitAgainAsync(commit, consumer, topic, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(deliveries.Select(delivery => delivery.Result.IsCompletedSuccessfully), Is.All.True);
            Assert.That(reader.Records.Select(TestRecords.Number).Distinct(), Is.EqualTo(Enumerable.Range(0, sent)), "in order, none missing");
            Assert.That(call.IsTransient, Is.True);
            Assert.That(committed, Is.True);
            Assert.That(lab.Logs.Entries.Count(entry => entry.Event.Id is 6001 or 6002 or 6004), Is.LessThan(20), "lines about the outage");
        }

        void Send(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var delivery = new TestDelivery();
                deliveries.Add(delivery);
                Assert.That(producer.TryProduce(new ProducerRecord(topic, 0, null, TestRecords.Bytes(sent++), null, null), delivery), Is.True);
            }
        }
    }

    [Test, CancelAfter(180_000)]
    public async Task Consumer_closes_while_the_broker_is_away(CancellationToken cancellationToken)
    {
        await using var kafka = await LocalKafka.StartAsync();
        await using var lab = new KafkaLab(kafka.BootstrapServers);
        var topic = await lab.CreateTopicAsync();
        await lab.ProduceAsync(topic, 10, cancellationToken: cancellationToken);
        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(topic));
        var producer = lab.Producer();
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Records.Count == 10, "the records", cancellationToken);
        await kafka.KillAsync();
        producer.TryProduce(new ProducerRecord(topic, 0, null, [1], null, null), new TestDelivery());

        var start = TimeProvider.System.GetTimestamp();
        await consumer.CloseAsync(cancellationToken);
        await producer.DisposeAsync();

        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(30)));
    }

    [Test, CancelAfter(180_000)]
    public async Task Group_can_be_asked_about_while_its_coordinator_is_only_coming_up(CancellationToken cancellationToken)
    {
        // The first question to a new cluster creates the offsets topic; until it is there the coordinator answers with errors, and these once
        // crashed the process.
        await using var kafka = await LocalKafka.StartAsync();
        await using var lab = new KafkaLab(kafka.BootstrapServers);
        await using var admin = lab.Admin();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => admin.ListGroupOffsetsAsync($"group-{i}", cancellationToken)));

        Assert.That(answers, Is.All.Empty);
    }

    private static async Task<bool> CommitAgainAsync(Task commit, ISinkConsumer consumer, string topic, CancellationToken cancellationToken)
    {
        try
        {
            await commit;
            return true;
        }
        catch (KafkaClientException e) when (e.IsTransient)
        {
            await consumer.CommitAsync(new Dictionary<TopicPartition, long> { [new(topic, 0)] = 100 }, cancellationToken);
            return true;
        }
    }
}
