using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Runtime.Tests.Kafka.Consuming;

/// <summary>The assignment changes in the middle of a call of the library that takes many records: the change stands behind records on the client's
/// queue.</summary>
[Category("Broker")]
[CancelAfter(120_000)]
public sealed class BatchReadTests
{
    private readonly string _connector = RandomNames.Connector();
    private string _servers = "";

    [SetUp]
    public async Task FindBroker() => _servers = (await TestBroker.GetRealAsync()).BootstrapServers;

    [Test]
    public async Task Revocation_between_the_records_of_one_read_delivers_nothing_of_what_left(
        [Values] bool cooperative, CancellationToken cancellationToken)
    {
        const int Each = 150;
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(2);
        var config = Config(cooperative);
        await using var first = new StoppableConsumer(_servers, _connector, 0, topic, config);
        await using var second = new StoppableConsumer(_servers, _connector, 1, topic, config);
        var (firstReader, secondReader) = (Committing(first, cancellationToken), Committing(second, cancellationToken));
        first.Start();
        await firstReader.ReadUntilAsync(() => firstReader.Assigned.Count == 2, "both partitions", cancellationToken);

        // Records on their way to the task, then on the client's queue, then behind the change.
        await ProduceAsync(lab, topic, 0, Each, cancellationToken);
        await first.WaitToReadAsync(TestTimeouts.Broker, cancellationToken);
        await first.StopThreadAsync();
        await ProduceAsync(lab, topic, Each, Each, cancellationToken);
        await FetchedAsync(first, topic, 2 * Each, cancellationToken);
        second.Start();
        await ChangedAsync(first, cancellationToken);
        await ProduceAsync(lab, topic, 2 * Each, Each, cancellationToken);
        first.GoOn();
        await Eventually.Async(() => first.HasLeaving(topic), "the task is to let go, and has not read yet", cancellationToken: cancellationToken);

        while (firstReader.Assigned.Count != 1 || secondReader.Assigned.Count != 1
            || firstReader.Records.Count + secondReader.Records.Count < 6 * Each)
            await Task.WhenAll(firstReader.ReadAsync(cancellationToken), secondReader.ReadAsync(cancellationToken));
        AssertEachOnce(firstReader, secondReader, 3 * Each);
    }

    [Test]
    public async Task Loss_between_the_records_of_one_read_delivers_nothing_from_before_it(
        [Values] bool cooperative, CancellationToken cancellationToken)
    {
        const int Each = 150;
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync(2);
        var config = Config(cooperative);
        config["consumer.override.max.poll.interval.ms"] = "6000";
        config["consumer.override.session.timeout.ms"] = "6000";
        await using var consumer = new StoppableConsumer(_servers, _connector, 0, topic, config);
        var reader = Committing(consumer, cancellationToken);
        consumer.Start();
        await reader.ReadUntilAsync(() => reader.Assigned.Count == 2, "both partitions", cancellationToken);

        await consumer.StopThreadAsync();
        await ProduceAsync(lab, topic, 0, Each, cancellationToken);
        await FetchedAsync(consumer, topic, Each, cancellationToken);
        await ChangedAsync(consumer, cancellationToken);
        consumer.GoOn();

        await reader.ReadUntilAsync(() => reader.Records.Count >= 2 * Each, "the records, when the partitions are back", cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.Changes, Has.Some.StartsWith("lost"));
            Assert.That(reader.Faults, Is.Empty);
            foreach (var partition in reader.Records.GroupBy(record => record.Partition))
                Assert.That(partition.Select(TestRecords.Number), Is.EqualTo(Enumerable.Range(0, Each)), $"partition {partition.Key}");
        }
    }

    private static Dictionary<string, string?> Config(bool cooperative) => new()
    {
        ["consumer.override.partition.assignment.strategy"] =
            $"org.apache.kafka.clients.consumer.{(cooperative ? "CooperativeStickyAssignor" : "RangeAssignor")}",
        ["consumer.override.max.poll.records"] = "2000",
        ["consumer.override.heartbeat.interval.ms"] = "200",
        ["consumer.override.debug"] = "cgrp,fetch,msg",
    };

    private static SinkReader Committing(ISinkConsumer consumer, CancellationToken cancellationToken)
    {
        var reader = new SinkReader(consumer);
        reader.OnRevoked = partitions => consumer.CommitAsync(
            partitions.Where(reader.Positions.ContainsKey).ToDictionary(partition => partition, partition => reader.Positions[partition]),
            cancellationToken);
        return reader;
    }

    private static async Task ProduceAsync(KafkaLab lab, string topic, int first, int count, CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < 2; partition++)
            await lab.ProduceAsync(topic, count, partition, first, cancellationToken);
    }

    /// <summary>Waits until the client's queue has the records of both partitions.</summary>
    private static Task FetchedAsync(StoppableConsumer consumer, string topic, int end, CancellationToken cancellationToken) => Eventually.Async(
        () => Enumerable.Range(0, 2).All(partition => consumer.Lines.Any(
            line => line.Contains("Enqueue", StringComparison.Ordinal) && line.Contains($"{topic} [{partition}]", StringComparison.Ordinal)
                && line.Contains($"last_offset {end - 1},", StringComparison.Ordinal))),
        "the client has the records",
        TestTimeouts.Broker,
        cancellationToken);

    /// <summary>Waits until the client's queue has the change of the assignment.</summary>
    private static Task ChangedAsync(StoppableConsumer consumer, CancellationToken cancellationToken) => Eventually.Async(
        () => consumer.Lines.Any(line => line.Contains("delegating", StringComparison.Ordinal) && line.Contains("revoke", StringComparison.Ordinal)),
        "the client has the change",
        TestTimeouts.Broker,
        cancellationToken);

    private static void AssertEachOnce(SinkReader first, SinkReader second, int count)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Faults.Concat(second.Faults), Is.Empty);
            foreach (var partition in first.Records.Concat(second.Records).GroupBy(record => record.Partition))
                Assert.That(partition.Select(TestRecords.Number), Is.EqualTo(Enumerable.Range(0, count)), $"partition {partition.Key}");
        }
    }
}
