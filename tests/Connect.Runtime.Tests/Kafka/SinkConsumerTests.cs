using Connect.Connectors;
using Connect.JavaCompatibility.Patterns;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Runtime.Tests.Kafka;

public class SinkConsumerTests
{
    [Test, CancelAfter(60_000)]
    public async Task Starts_at_the_first_record_and_goes_on_after_the_committed_one(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync();
        var topic = await lab.CreateTopicAsync();
        var connector = RandomNames.Connector();
        await lab.ProduceAsync(topic, 10, cancellationToken: cancellationToken);
        await using (var first = lab.Consumer(connector, TopicSelection.Of(topic)))
        {
            first.Start();
            var reader = new SinkReader(first);
            await reader.ReadUntilAsync(() => reader.Records.Count == 10, "ten records", cancellationToken);
            Assert.That(reader.Assigned, Is.EqualTo(new Dictionary<TopicPartition, long> { [new(topic, 0)] = 0 }));
            await first.CommitAsync(new Dictionary<TopicPartition, long> { [new(topic, 0)] = 7 }, cancellationToken);
        }

        await using var second = lab.Consumer(connector, TopicSelection.Of(topic));
        second.Start();
        var next = new SinkReader(second);
        await next.ReadUntilAsync(() => next.Records.Count >= 3, "three records", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(next.Assigned[new(topic, 0)], Is.EqualTo(7));
            Assert.That(next.Records.Select(TestRecords.Number), Is.EqualTo(new[] { 7, 8, 9 }));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Closing_twice_and_releasing_late_do_no_harm(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync();
        var topic = await lab.CreateTopicAsync();
        var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(topic));
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Assigned.Count == 1, "the assignment", cancellationToken);

        await consumer.CloseAsync(cancellationToken);
        await consumer.DisposeAsync();
        await consumer.DisposeAsync();
        consumer.Hold(DeliveryHold.None);

        var commit = (await Assert.ThrowsAsync<KafkaClientException>(
            () => consumer.CommitAsync(new Dictionary<TopicPartition, long> { [new(topic, 0)] = 0 }, cancellationToken)))!;
        var seek = (await Assert.ThrowsAsync<KafkaClientException>(
            () => consumer.SeekAsync(new Dictionary<TopicPartition, long> { [new(topic, 0)] = 0 }, cancellationToken).AsTask()))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(commit.Kind, Is.EqualTo(KafkaErrorKind.Closed));
            Assert.That(seek.Kind, Is.EqualTo(KafkaErrorKind.Closed));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Seek_delivers_again_and_drops_what_was_read_ahead(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync();
        var topic = await lab.CreateTopicAsync();
        await lab.ProduceAsync(topic, 2000, cancellationToken: cancellationToken);
        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(topic));
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Records.Count > 0, "a batch", cancellationToken);
        reader.Records.Clear();

        await consumer.SeekAsync(new Dictionary<TopicPartition, long> { [new(topic, 0)] = 1990 }, cancellationToken);

        await reader.ReadUntilAsync(() => reader.Records.Count >= 10, "the last ten records", cancellationToken);
        Assert.That(reader.Records.Select(TestRecords.Number), Is.EqualTo(Enumerable.Range(1990, 10)));
    }

    [Test, CancelAfter(60_000)]
    public async Task Seek_right_after_the_assignment_counts(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync();
        var topic = await lab.CreateTopicAsync();
        await lab.ProduceAsync(topic, 20, cancellationToken: cancellationToken);
        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(topic));
        consumer.Start();
        SinkConsumerEvent? next;
        while (!consumer.TryRead(out next))
            await consumer.WaitToReadAsync(Timeout.InfiniteTimeSpan, cancellationToken);
        Assert.That(next, Is.TypeOf<SinkConsumerEvent.Assigned>());

        await consumer.SeekAsync(new Dictionary<TopicPartition, long> { [new(topic, 0)] = 15 }, cancellationToken);

        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Records.Count >= 5, "the last five records", cancellationToken);
        Assert.That(reader.Records.Select(TestRecords.Number), Is.EqualTo(Enumerable.Range(15, 5)));
    }

    [TestCase(100)]
    [CancelAfter(60_000)]
    public async Task Seek_to_what_is_not_there_says_what_is(long offset, CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync();
        var topic = await lab.CreateTopicAsync();
        await lab.ProduceAsync(topic, 20, cancellationToken: cancellationToken);
        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(topic));
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Records.Count == 20, "all records", cancellationToken);

        var error = (await Assert.ThrowsAsync<KafkaClientException>(
            () => consumer.SeekAsync(new Dictionary<TopicPartition, long> { [new(topic, 0)] = offset }, cancellationToken).AsTask()))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Kind, Is.EqualTo(KafkaErrorKind.OffsetOutOfRange));
            Assert.That(error.Message, Does.StartWith($"Partition {topic}-0 does not have offset 100: it has 0 to 20"));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Paused_partition_delivers_nothing_and_loses_nothing(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync();
        var topic = await lab.CreateTopicAsync(2);
        await lab.ProduceAsync(topic, 3000, partition: 0, cancellationToken: cancellationToken);
        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(topic));
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Records.Count > 0, "a batch", cancellationToken);

        consumer.Hold(DeliveryHold.Of([new(topic, 0)]));
        var before = reader.Records.Count;
        await lab.ProduceAsync(topic, 10, partition: 1, cancellationToken: cancellationToken);
        await reader.ReadUntilAsync(
            () => reader.Records.Count(record => record.Partition == 1) == 10, "the other partition's records", cancellationToken);
        Assert.That(reader.Records.Count(record => record.Partition == 0), Is.EqualTo(before));
        consumer.Hold(DeliveryHold.None);

        await reader.ReadUntilAsync(
            () => reader.Records.Count(record => record.Partition == 0) >= 3000, "the paused partition's records", cancellationToken);
        Assert.That(reader.Records.Where(record => record.Partition == 0).Select(TestRecords.Number), Is.EqualTo(Enumerable.Range(0, 3000)));
    }

    [Test, CancelAfter(60_000)]
    public async Task Slow_task_gets_every_record_in_batches_of_the_asked_size(CancellationToken cancellationToken)
    {
        const int Count = 20_000;
        await using var lab = await KafkaLab.OnSharedAsync(new() { ["consumer.max.poll.records"] = "100" });
        var topic = await lab.CreateTopicAsync();
        await lab.ProduceAsync(topic, Count, cancellationToken: cancellationToken);
        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(topic));
        consumer.Start();
        // Nothing is read until the consumer's thread has lost its patience and held the partition back.
        await Eventually.Async(
            () => lab.Logs.Entries.Any(entry => entry.Event.Id == 6023), "the partition is held back", cancellationToken: cancellationToken);

        var numbers = new List<int>();
        var largest = 0;
        while (numbers.Count < Count)
        {
            await consumer.WaitToReadAsync(Timeout.InfiniteTimeSpan, cancellationToken);
            while (consumer.TryRead(out var next))
            {
                if (next is not SinkConsumerEvent.Batch batch)
                    continue;
                largest = Math.Max(largest, batch.Records.Count);
                numbers.AddRange(batch.Records.Select(TestRecords.Number));
            }
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(numbers, Is.EqualTo(Enumerable.Range(0, Count)));
            Assert.That(largest, Is.EqualTo(100));
        }
    }

    [Test, CancelAfter(90_000)]
    public async Task Partitions_that_leave_are_committed_before_the_next_member_reads_them(
        [Values] bool cooperative, CancellationToken cancellationToken)
    {
        var assignor = cooperative ? "CooperativeStickyAssignor" : "RangeAssignor";
        await using var lab = await KafkaLab.OnRealAsync(
            new() { ["consumer.partition.assignment.strategy"] = $"org.apache.kafka.clients.consumer.{assignor}" });
        var topic = await lab.CreateTopicAsync(2);
        var connector = RandomNames.Connector();
        await lab.ProduceAsync(topic, 50, partition: 0, cancellationToken: cancellationToken);
        await lab.ProduceAsync(topic, 50, partition: 1, cancellationToken: cancellationToken);
        await using var first = lab.Consumer(connector, TopicSelection.Of(topic));
        var firstReader = new SinkReader(first);
        firstReader.OnRevoked = partitions => first.CommitAsync(
            partitions.Where(firstReader.Positions.ContainsKey).ToDictionary(partition => partition, partition => firstReader.Positions[partition]),
            cancellationToken);
        first.Start();
        await firstReader.ReadUntilAsync(() => firstReader.Records.Count == 100, "all records", cancellationToken);

        await using var second = lab.Consumer(connector, TopicSelection.Of(topic), task: 1);
        var secondReader = new SinkReader(second);
        second.Start();
        while (firstReader.Assigned.Count != 1 || secondReader.Assigned.Count != 1)
            await Task.WhenAll(firstReader.ReadAsync(cancellationToken), secondReader.ReadAsync(cancellationToken));
        await lab.ProduceAsync(topic, 5, partition: 0, first: 50, cancellationToken: cancellationToken);
        await lab.ProduceAsync(topic, 5, partition: 1, first: 50, cancellationToken: cancellationToken);
        while (firstReader.Records.Count + secondReader.Records.Count < 110)
            await Task.WhenAll(firstReader.ReadAsync(cancellationToken), secondReader.ReadAsync(cancellationToken));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(secondReader.Assigned.Values, Is.EqualTo(new[] { 50L }), "the second member starts where the first has committed");
            Assert.That(secondReader.Records.Select(TestRecords.Number), Is.EqualTo(Enumerable.Range(50, 5)), "no record comes twice");
            Assert.That(firstReader.Changes.Count(change => change.StartsWith("revoked", StringComparison.Ordinal)), Is.EqualTo(1));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Closing_leaves_the_group_at_once(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync(
            new() { ["consumer.partition.assignment.strategy"] = "org.apache.kafka.clients.consumer.CooperativeStickyAssignor" });
        var topic = await lab.CreateTopicAsync();
        var connector = RandomNames.Connector();
        await using var first = lab.Consumer(connector, TopicSelection.Of(topic));
        await using var second = lab.Consumer(connector, TopicSelection.Of(topic), task: 1);
        var (firstReader, secondReader) = (new SinkReader(first), new SinkReader(second));
        first.Start();
        await firstReader.ReadUntilAsync(() => firstReader.Assigned.Count == 1, "the first member gets the partition", cancellationToken);
        second.Start();
        // One of the two has the only partition, the other has none: the case in which closing alone says nothing.
        while (secondReader.Changes.Count == 0)
            await Task.WhenAll(firstReader.ReadAsync(cancellationToken), secondReader.ReadAsync(cancellationToken));

        await Task.WhenAll(first.CloseAsync(cancellationToken), second.CloseAsync(cancellationToken));

        await using var admin = lab.Admin();
        await admin.DeleteGroupAsync($"connect-{connector}", cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task Records_deleted_before_they_were_read_are_an_error(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        var (topic, connector) = await CommitThenDeleteAsync(lab, cancellationToken);

        await using var consumer = lab.Consumer(connector, TopicSelection.Of(topic));
        consumer.Start();
        var reader = new SinkReader(consumer);
        var error = (await Assert.ThrowsAsync<KafkaClientException>(
            () => reader.ReadUntilAsync(() => reader.Records.Count > 0, "a record", cancellationToken)))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Kind, Is.EqualTo(KafkaErrorKind.OffsetOutOfRange));
            Assert.That(error.Message, Does.StartWith($"Partition {topic}-0 does not have offset 5: it has 12 to 20; 7 offsets were removed"));
            Assert.That(reader.Records, Is.Empty);
        }
    }

    [TestCase("earliest", 12, "RangeAssignor")]
    [TestCase("latest", 20, "RangeAssignor")]
    [TestCase("earliest", 12, "CooperativeStickyAssignor")]
    [CancelAfter(60_000)]
    public async Task Deleted_records_are_passed_over_where_that_was_asked_for(
        string reset, int first, string assignor, CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync(
            new() { ["consumer.partition.assignment.strategy"] = $"org.apache.kafka.clients.consumer.{assignor}" });
        var (topic, connector) = await CommitThenDeleteAsync(lab, cancellationToken);
        await using var consumer = lab.Consumer(
            connector, TopicSelection.Of(topic), config: new() { ["consumer.override.auto.offset.reset"] = reset });
        consumer.Start();
        var reader = new SinkReader(consumer);
        while (!lab.Logs.Entries.Any(entry => entry.Event.Id == 6022))
            await reader.ReadAsync(cancellationToken);
        await lab.ProduceAsync(topic, 1, first: 20, cancellationToken: cancellationToken);

        await reader.ReadUntilAsync(
            () => reader.Records.Count > 0 && TestRecords.Number(reader.Records[^1]) == 20, "the last record", cancellationToken);

        Assert.That(reader.Records.Select(TestRecords.Number), Is.EqualTo(Enumerable.Range(first, 21 - first)));
    }

    [Test, CancelAfter(60_000)]
    public async Task Records_deleted_under_a_running_consumer_are_an_error(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync();
        var topic = await lab.CreateTopicAsync();
        await lab.ProduceAsync(topic, 5, cancellationToken: cancellationToken);
        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(topic));
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Records.Count == 5, "five records", cancellationToken);
        consumer.Hold(DeliveryHold.Of([new(topic, 0)]));
        await reader.ReadAsync(cancellationToken);
        await lab.ProduceAsync(topic, 15, first: 5, cancellationToken: cancellationToken);
        await RecordDeletion.DeleteAsync((await TestBroker.GetRealAsync()).BootstrapServers, topic, 12);
        consumer.Hold(DeliveryHold.None);

        // Records that had been fetched before the deletion may still come, in order, and then perhaps all of them; a gap must not.
        KafkaClientException? error = null;
        try
        {
            await reader.ReadUntilAsync(() => reader.Records.Count == 20, "the error, or every record", cancellationToken);
        }
        catch (KafkaClientException e)
        {
            error = e;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error?.Kind, Is.EqualTo(KafkaErrorKind.OffsetOutOfRange).Or.Null);
            Assert.That(reader.Records.Select(TestRecords.Number), Is.EqualTo(Enumerable.Range(0, reader.Records.Count)));
            Assert.That(error is not null || reader.Records.Count == 20);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task No_committed_offset_and_no_reset_is_an_error(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync();
        var topic = await lab.CreateTopicAsync();
        await using var consumer =
            lab.Consumer(RandomNames.Connector(), TopicSelection.Of(topic), config: new() { ["consumer.override.auto.offset.reset"] = "none" });
        consumer.Start();
        var reader = new SinkReader(consumer);

        var error = (await Assert.ThrowsAsync<KafkaClientException>(() => reader.ReadUntilAsync(() => false, "the error", cancellationToken)))!;

        Assert.That(error.Message, Does.Contain($"{topic}-0 has no committed offset, and auto.offset.reset is none"));
    }

    [Test, CancelAfter(120_000)]
    public async Task A_topic_that_is_created_while_another_one_is_read_is_read_too(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync(new() { ["consumer.allow.auto.create.topics"] = "false" });
        var (early, late) = (await lab.CreateTopicAsync(), RandomNames.Topic());
        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(early, late));
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Assigned.ContainsKey(new(early, 0)), "the topic that exists", cancellationToken);

        await lab.CreateTopicAsync(late, 1);
        await lab.ProduceAsync(late, 3, cancellationToken: cancellationToken);

        await reader.ReadUntilAsync(() => reader.Records.Count == 3, "the records of the topic that came later", cancellationToken);
        Assert.That(reader.Faults, Is.Empty);
    }

    [Test, CancelAfter(60_000)]
    public async Task Pattern_of_Java_finds_topics_old_and_new(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync(new() { ["consumer.metadata.max.age.ms"] = "200" });
        var prefix = RandomNames.Next("pattern");
        await using var admin = lab.Admin();
        await admin.CreateTopicAsync(new NewTopic($"{prefix}.a", 1, 1), cancellationToken);
        await admin.CreateTopicAsync(new NewTopic($"x{prefix}.a", 1, 1), cancellationToken);
        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Matching(new JavaRegex($"{prefix}\\.[a-z&&[^x]]++")));
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Assigned.ContainsKey(new($"{prefix}.a", 0)), "the topic that was there", cancellationToken);

        await admin.CreateTopicAsync(new NewTopic($"{prefix}.x", 1, 1), cancellationToken);
        await admin.CreateTopicAsync(new NewTopic($"{prefix}.b", 1, 1), cancellationToken);

        await reader.ReadUntilAsync(() => reader.Assigned.ContainsKey(new($"{prefix}.b", 0)), "the topic that came later", cancellationToken);
        Assert.That(reader.Assigned.Keys.Select(partition => partition.Topic), Is.EquivalentTo(new[] { $"{prefix}.a", $"{prefix}.b" }));
    }

    private static async Task<(string Topic, string Connector)> CommitThenDeleteAsync(KafkaLab lab, CancellationToken cancellationToken)
    {
        var topic = await lab.CreateTopicAsync();
        var connector = RandomNames.Connector();
        await lab.ProduceAsync(topic, 20, cancellationToken: cancellationToken);
        await using var admin = lab.Admin();
        await admin.AlterGroupOffsetsAsync($"connect-{connector}", new Dictionary<TopicPartition, long> { [new(topic, 0)] = 5 }, cancellationToken);
        await RecordDeletion.DeleteAsync((await TestBroker.GetRealAsync()).BootstrapServers, topic, 12);
        return (topic, connector);
    }
}
