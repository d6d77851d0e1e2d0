using System.Text;
using Connect.Converters;
using Connect.Runtime.Kafka;
using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Runtime.Tests.Kafka;

[TestFixture(false, TestName = "RecordProducerTests of the native producer")]
[TestFixture(true, TestName = "RecordProducerTests of the managed producer")]
public class RecordProducerTests(bool isManaged)
{
    [Test, CancelAfter(60_000)]
    public async Task Record_comes_back_as_it_was_sent(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync(isManaged: isManaged);
        var topic = await lab.CreateTopicAsync(3);
        var headers = new RawHeaders();
        headers.Add("a", [1, 2]);
        headers.Add("a", null);
        headers.Add("b", []);
        await using var producer = lab.Producer(wantsMetadata: true);
        var delivery = new TestDelivery();

        Assert.That(producer.TryProduce(new ProducerRecord(topic, 2, [], TestRecords.Bytes("völue"), 1234567890123, headers), delivery), Is.True);

        var metadata = await delivery.Result.WaitAsync(cancellationToken);
        var record = await ReadOneAsync(lab, topic, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metadata, Is.EqualTo(new Connectors.RecordMetadata(topic, 2, 0, 1234567890123)));
            Assert.That(record.Key, Is.Empty);
            Assert.That(Encoding.UTF8.GetString(record.Value!), Is.EqualTo("völue"));
            Assert.That(record.Timestamp, Is.EqualTo(1234567890123));
            Assert.That(record.TimestampType, Is.EqualTo(Connectors.TimestampType.CreateTime));
            Assert.That(
                record.Headers!.Select(header => (header.Key, header.Value)),
                Is.EqualTo(new (string, byte[]?)[] { ("a", [1, 2]), ("a", null), ("b", []) }));
            Assert.That(delivery.Calls, Is.EqualTo(1));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Null_key_and_null_value_stay_null(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync(isManaged: isManaged);
        var topic = await lab.CreateTopicAsync();
        await using var producer = lab.Producer();
        producer.TryProduce(new ProducerRecord(topic, null, null, null, null, null), new TestDelivery());
        await producer.WaitForDeliveriesAsync(cancellationToken);

        var record = await ReadOneAsync(lab, topic, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(record.Key, Is.Null);
            Assert.That(record.Value, Is.Null);
            Assert.That(record.Headers, Is.Null);
        }
    }

    [TestCase("21", 5)]
    [TestCase("foobar", 5)]
    [TestCase("a-little-bit-long-string", 7)]
    [CancelAfter(60_000)]
    public async Task Key_lands_in_the_partition_where_Java_puts_it(string key, int partitions, CancellationToken cancellationToken)
    {
        // Murmur2 of these keys, from the documentation of Kafka's own test of its hash.
        var hash = key switch { "21" => -973932308, "foobar" => -790332482, _ => -985981536 };
        await using var lab = await KafkaLab.OnSharedAsync(isManaged: isManaged);
        var topic = await lab.CreateTopicAsync(partitions);
        await using var producer = lab.Producer();
        var delivery = new TestDelivery();

        producer.TryProduce(new ProducerRecord(topic, null, TestRecords.Bytes(key), [1], null, null), delivery);

        Assert.That((await delivery.Result.WaitAsync(cancellationToken)).Partition, Is.EqualTo((hash & 0x7fffffff) % partitions));
    }

    [Test, CancelAfter(60_000)]
    public async Task Full_queue_refuses_until_there_is_room_and_keeps_the_order(CancellationToken cancellationToken)
    {
        const int Count = 2000;
        await using var lab = await KafkaLab.OnSharedAsync(new() { ["producer.queue.buffering.max.messages"] = "100" }, isManaged);
        var topic = await lab.CreateTopicAsync();
        await using var producer = lab.Producer();
        var refusals = 0;
        for (var i = 0; i < Count; i++)
        {
            while (!producer.TryProduce(new ProducerRecord(topic, 0, null, TestRecords.Bytes(i), null, null), new TestDelivery()))
            {
                refusals++;
                await producer.WaitForRoomAsync(cancellationToken);
            }
        }

        await producer.WaitForDeliveriesAsync(cancellationToken);

        var records = await ReadAsync(lab, topic, Count, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusals, Is.Positive);
            Assert.That(records.Select(TestRecords.Number), Is.EqualTo(Enumerable.Range(0, Count)));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Too_large_record_fails_alone(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync(new() { ["producer.max.request.size"] = "2000" }, isManaged);
        var topic = await lab.CreateTopicAsync();
        await using var producer = lab.Producer();
        var (small, large, after) = (new TestDelivery(), new TestDelivery(), new TestDelivery());

        producer.TryProduce(new ProducerRecord(topic, 0, null, new byte[100], null, null), small);
        Assert.That(producer.TryProduce(new ProducerRecord(topic, 0, null, new byte[5000], null, null), large), Is.True);
        producer.TryProduce(new ProducerRecord(topic, 0, null, new byte[100], null, null), after);

        var error = (await Assert.ThrowsAsync<KafkaClientException>(() => large.Result.WaitAsync(cancellationToken)))!;
        await Task.WhenAll(small.Result, after.Result).WaitAsync(cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Kind, Is.EqualTo(KafkaErrorKind.RecordTooLarge));
            Assert.That(error.Message, Does.Contain("max.request.size (2000)").And.Contain(topic));
            Assert.That(error.IsTransient, Is.False);
            Assert.That(producer.Outstanding, Is.Zero);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Record_larger_than_the_topic_allows_fails(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnRealAsync(isManaged: isManaged);
        var topic = await lab.CreateTopicAsync(settings: new() { ["max.message.bytes"] = "1000" });
        await using var producer = lab.Producer();
        var delivery = new TestDelivery();

        producer.TryProduce(new ProducerRecord(topic, 0, null, new byte[5000], null, null), delivery);

        var error = (await Assert.ThrowsAsync<KafkaClientException>(() => delivery.Result.WaitAsync(cancellationToken)))!;
        Assert.That(error.Kind, Is.EqualTo(KafkaErrorKind.RecordTooLarge));
    }

    [Test, CancelAfter(60_000)]
    public async Task Negative_timestamp_fails_as_in_Java(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync(isManaged: isManaged);
        await using var producer = lab.Producer();
        var delivery = new TestDelivery();

        Assert.That(producer.TryProduce(new ProducerRecord(RandomNames.Topic(), 0, null, [1], -5, null), delivery), Is.True);

        var error = (await Assert.ThrowsAsync<KafkaClientException>(() => delivery.Result.WaitAsync(cancellationToken)))!;
        Assert.That(error.Message, Does.StartWith("Invalid timestamp: -5. Timestamp should always be non-negative or null."));
    }

    [Test, CancelAfter(60_000)]
    public async Task Large_and_empty_records_come_back_as_they_were_sent(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync(isManaged: isManaged);
        var topic = await lab.CreateTopicAsync();
        await using var producer = lab.Producer();
        var random = new Random(7);
        var sent = new List<(byte[]? Key, byte[]? Value)>();
        foreach (var size in (int[])[0, 1, 100, 4095, 4096, 4097, 16383, 16384, 16385, 200_000, 0, 3, 20_000, 130_000, 5])
        {
            var value = new byte[size];
            random.NextBytes(value);
            sent.Add((size % 2 == 0 ? null : value[..Math.Min(size, 50)], size == 3 ? null : value));
        }

        foreach (var (key, value) in sent)
            Assert.That(producer.TryBuffer(new ProducerRecord(topic, 0, key, value, null, null), new TestDelivery()), Is.True);
        await producer.WaitForDeliveriesAsync(cancellationToken);

        var records = await ReadAsync(lab, topic, sent.Count, cancellationToken);
        Assert.That(records.Select(record => (record.Key, record.Value)), Is.EqualTo(sent));
    }

    [Test, CancelAfter(60_000)]
    public async Task Unknown_partitions_among_buffered_records_fail_alone(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync(isManaged: isManaged);
        var topic = await lab.CreateTopicAsync(2);
        await using var producer = lab.Producer();
        var first = new TestDelivery();
        producer.TryProduce(new ProducerRecord(topic, 0, null, [0], null, null), first);
        await first.Result.WaitAsync(cancellationToken);

        var deliveries = Enumerable.Range(0, 30).Select(_ => new TestDelivery()).ToList();
        for (var i = 0; i < deliveries.Count; i++)
            Assert.That(producer.TryBuffer(new ProducerRecord(topic, i % 3 == 2 ? 7 : i % 3, null, [1], null, null), deliveries[i]), Is.True);
        await producer.WaitForDeliveriesAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(deliveries.Select(delivery => delivery.Calls), Is.All.EqualTo(1));
            Assert.That(
                deliveries.Select(delivery => delivery.Result.IsCompletedSuccessfully), Is.EqualTo(Enumerable.Range(0, 30).Select(i => i % 3 != 2)));
            Assert.That(producer.Outstanding, Is.Zero);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Unknown_partition_fails_the_record(CancellationToken cancellationToken)
    {
        await using var lab = await KafkaLab.OnSharedAsync(isManaged: isManaged);
        var topic = await lab.CreateTopicAsync(2);
        await using var producer = lab.Producer();
        var delivery = new TestDelivery();

        producer.TryProduce(new ProducerRecord(topic, 7, null, [1], null, null), delivery);

        var error = (await Assert.ThrowsAsync<KafkaClientException>(() => delivery.Result.WaitAsync(cancellationToken)))!;
        Assert.That(error.Kind, Is.EqualTo(KafkaErrorKind.UnknownTopicOrPartition));
    }

    [Test, CancelAfter(60_000)]
    public async Task Abandoned_records_fail_and_nothing_more_is_taken(CancellationToken cancellationToken)
    {
        // Nobody listens there: the records cannot be delivered.
        await using var lab = new KafkaLab("127.0.0.1:1", isManaged: isManaged);
        await using var producer = lab.Producer();
        var deliveries = Enumerable.Range(0, 10).Select(_ => new TestDelivery()).ToList();
        foreach (var delivery in deliveries)
            producer.TryProduce(new ProducerRecord("t", 0, null, [1], null, null), delivery);

        producer.Abandon();

        foreach (var delivery in deliveries)
        {
            var error = (await Assert.ThrowsAsync<KafkaClientException>(() => delivery.Result.WaitAsync(cancellationToken)))!;
            Assert.That(error.Kind, Is.EqualTo(KafkaErrorKind.Closed));
        }

        Assert.That(
            () => producer.TryProduce(new ProducerRecord("t", 0, null, [1], null, null), new TestDelivery()), Throws.TypeOf<KafkaClientException>());
    }

    [Test, CancelAfter(60_000)]
    public async Task Outage_is_logged_once_and_shown(CancellationToken cancellationToken)
    {
        await using var lab = new KafkaLab("127.0.0.1:1", isManaged: isManaged);
        await using var producer = lab.Producer();

        producer.TryProduce(new ProducerRecord("t", 0, null, [1], null, null), new TestDelivery());

        await Eventually.Async(() => !producer.Connection.IsUp, "the producer notices that no broker is there", cancellationToken: cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lab.Clients.Connections.Single().IsUp, Is.False);
            Assert.That(lab.Logs.Entries.Count(entry => entry.Event.Id == 6001), Is.EqualTo(1));
        }
    }

    private static async Task<ConsumedRecord> ReadOneAsync(KafkaLab lab, string topic, CancellationToken cancellationToken)
        => (await ReadAsync(lab, topic, 1, cancellationToken))[0];

    private static async Task<List<ConsumedRecord>> ReadAsync(KafkaLab lab, string topic, int count, CancellationToken cancellationToken)
    {
        await using var consumer = lab.Consumer(RandomNames.Connector(), TopicSelection.Of(topic));
        consumer.Start();
        var reader = new SinkReader(consumer);
        await reader.ReadUntilAsync(() => reader.Records.Count >= count, $"{count} records of {topic}", cancellationToken);
        return reader.Records;
    }
}
