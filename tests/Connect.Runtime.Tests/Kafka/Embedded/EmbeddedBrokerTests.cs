using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Runtime.Tests.Kafka.Embedded;

public class EmbeddedBrokerTests
{
    private readonly string _name = $"embedded:{RandomNames.Next("broker")}";

    [Test, CancelAfter(60_000)]
    public async Task Two_workers_that_name_the_same_broker_share_it(CancellationToken cancellationToken)
    {
        await using var first = new KafkaLab(_name);
        await using var second = new KafkaLab(_name);
        var topic = await first.CreateTopicAsync(2);
        await first.ProduceAsync(topic, 10, partition: 1, cancellationToken: cancellationToken);

        await using var consumer = second.Consumer(RandomNames.Connector(), TopicSelection.Of(topic));
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Records.Count == 10, "the other worker's records", cancellationToken);

        Assert.That(reader.Records.Select(TestRecords.Number), Is.EqualTo(Enumerable.Range(0, 10)));
    }

    [Test, CancelAfter(60_000)]
    public async Task Brokers_of_other_names_are_others(CancellationToken cancellationToken)
    {
        await using var first = new KafkaLab(_name);
        await using var second = new KafkaLab(_name + "x");
        var topic = await first.CreateTopicAsync();
        await using var admin = second.Admin();

        Assert.That(await admin.DescribeTopicsAsync([topic], cancellationToken), Is.Empty);
    }

    [Test, CancelAfter(60_000)]
    public async Task Group_goes_on_where_it_has_committed(CancellationToken cancellationToken)
    {
        await using var lab = new KafkaLab(_name);
        var (topic, connector) = (await lab.CreateTopicAsync(), RandomNames.Connector());
        await lab.ProduceAsync(topic, 10, cancellationToken: cancellationToken);
        await using (var first = lab.Consumer(connector, TopicSelection.Of(topic)))
        {
            first.Start();
            var reader = new SinkReader(first);
            await reader.ReadUntilAsync(() => reader.Records.Count == 10, "the records", cancellationToken);
            await first.CommitAsync(new Dictionary<TopicPartition, long> { [new(topic, 0)] = 4 }, cancellationToken);
        }

        await using var second = lab.Consumer(connector, TopicSelection.Of(topic));
        second.Start();
        var next = new SinkReader(second);
        await next.ReadUntilAsync(() => next.Records.Count == 6, "the rest", cancellationToken);

        Assert.That(TestRecords.Number(next.Records[0]), Is.EqualTo(4));
    }

    [Test, CancelAfter(60_000)]
    public async Task Calls_that_it_does_not_know_fail_at_once(CancellationToken cancellationToken)
    {
        await using var lab = new KafkaLab(_name);
        await using var admin = lab.Admin();
        var topic = await lab.CreateTopicAsync();

        Func<Task>[] calls =
        [
            () => admin.DeleteGroupAsync("g", cancellationToken),
            () => admin.DeleteGroupOffsetsAsync("g", [new(topic, 0)], cancellationToken),
            () => admin.DescribeTopicConfigAsync(topic, cancellationToken),
        ];

        foreach (var call in calls)
            Assert.That((await Assert.ThrowsAsync<KafkaClientException>(call))!.Kind, Is.EqualTo(KafkaErrorKind.Unsupported));
    }

    [Test, CancelAfter(60_000)]
    public async Task Group_offsets_can_be_read_and_set(CancellationToken cancellationToken)
    {
        await using var lab = new KafkaLab(_name);
        await using var admin = lab.Admin();
        var (topic, group) = (await lab.CreateTopicAsync(2), RandomNames.Group());
        var offsets = new Dictionary<TopicPartition, long> { [new(topic, 0)] = 5, [new(topic, 1)] = 2 };

        await admin.AlterGroupOffsetsAsync(group, offsets, cancellationToken);

        Assert.That(await admin.ListGroupOffsetsAsync(group, cancellationToken), Is.EquivalentTo(offsets));
    }

    [Test, CancelAfter(120_000)]
    public async Task Writer_waits_for_a_slow_sink_so_that_nothing_is_dropped(CancellationToken cancellationToken)
    {
        // Twenty megabytes through a broker that keeps five.
        const int Count = 20_000;
        await using var lab = new KafkaLab(_name);
        var topic = await lab.CreateTopicAsync();
        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(topic));
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Assigned.Count == 1, "the assignment", cancellationToken);
        await using var producer = lab.Producer();
        var writing = Task.Run(WriteAsync, cancellationToken);

        await Eventually.Async(
            () => lab.Logs.Entries.Any(entry => entry.Event.Id == 6030), "the writer waits, and says so", cancellationToken: cancellationToken);
        await reader.ReadUntilAsync(() => reader.Records.Count == Count, "all records", cancellationToken);
        await writing;

        Assert.That(reader.Records.Select(record => record.Offset), Is.EqualTo(Enumerable.Range(0, Count).Select(i => (long)i)));

        async Task WriteAsync()
        {
            for (var i = 0; i < Count; i++)
            {
                while (!producer.TryProduce(new ProducerRecord(topic, 0, null, new byte[1000], null, null), new TestDelivery()))
                    await producer.WaitForRoomAsync(cancellationToken);
            }

            await producer.WaitForDeliveriesAsync(cancellationToken);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Partition_that_nobody_reads_is_warned_of_before_it_is_full(CancellationToken cancellationToken)
    {
        await using var lab = new KafkaLab(_name);
        var topic = await lab.CreateTopicAsync();
        await using var producer = lab.Producer();
        for (var i = 0; i < 4300; i++)
        {
            while (!producer.TryProduce(new ProducerRecord(topic, 0, null, new byte[1000], null, null), new TestDelivery()))
                await producer.WaitForRoomAsync(cancellationToken);
        }

        await producer.WaitForDeliveriesAsync(cancellationToken);

        Assert.That(lab.Logs.Entries.Count(entry => entry.Event.Id == 6031), Is.EqualTo(1));
    }
}
