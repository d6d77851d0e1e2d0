using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Consuming;
using CsCheck;

namespace Connect.Runtime.Tests.Kafka.Consuming;

public class SinkQueueTests
{
    private static readonly TopicPartition P0 = new("t", 0);
    private static readonly TopicPartition P1 = new("t", 1);

    private readonly SinkQueue _queue = new(maxRecords: 10, maxBytes: 1000);

    [Test]
    public void Changes_overtake_records()
    {
        _queue.AddBatch(Batch((0, 0)));
        _queue.AddChange(new SinkConsumerEvent.Assigned(new Dictionary<TopicPartition, long>()));

        Assert.That(Read().Select(next => next.GetType().Name), Is.EqualTo(new[] { "Assigned", "Batch" }));
    }

    [Test]
    public void Records_of_partitions_that_leave_are_dropped()
    {
        _queue.AddBatch(Batch((0, 0), (1, 0), (0, 1)));

        _queue.AddChange(new SinkConsumerEvent.Lost([P0]), [P0]);

        Assert.That(Offsets(Read()), Is.EqualTo(new[] { (1, 0L) }));
    }

    [Test]
    public void Records_of_a_paused_partition_come_first_when_it_goes_on()
    {
        _queue.AddBatch(Batch((0, 0), (1, 0)));
        _queue.Pause([P0]);
        _queue.AddBatch(Batch((0, 1), (1, 1)));
        var before = Offsets(Read());

        _queue.AddBatch(Batch((1, 2)));
        _queue.Resume([P0]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.EqualTo(new[] { (1, 0L), (1, 1L) }));
            Assert.That(Offsets(Read()), Is.EqualTo(new[] { (0, 0L), (0, 1L), (1, 2L) }));
        }
    }

    [Test]
    public void Partition_that_leaves_forgets_its_pause()
    {
        _queue.Pause([P0]);
        _queue.AddBatch(Batch((0, 0)));
        _queue.AddChange(new SinkConsumerEvent.Lost([P0]), [P0]);

        _queue.AddBatch(Batch((0, 5)));

        Assert.That(Offsets(Read()), Is.EqualTo(new[] { (0, 5L) }));
    }

    [Test]
    public void Small_batches_merge_while_nobody_reads()
    {
        for (var i = 0; i < 25; i++)
            _queue.AddBatch(Batch((0, i)));

        Assert.That(Read().OfType<SinkConsumerEvent.Batch>().Select(batch => batch.Records.Count), Is.EqualTo(new[] { 10, 10, 5 }));
    }

    [Test]
    public void Many_bytes_make_it_full()
    {
        _queue.AddBatch(Batch([new ConsumedRecord("t", 0, 0, -1, TimestampType.NoTimestampType, null, new byte[1000], null)]));
        Assert.That(_queue.IsFull, Is.True);

        Read();

        Assert.That(_queue.IsFull, Is.False);
    }

    [Test]
    public void Failure_comes_after_the_changes_before_it_and_stays()
    {
        _queue.AddChange(new SinkConsumerEvent.Lost([P0]), [P0]);
        _queue.Fail(new KafkaClientException("gone", KafkaErrorKind.Other));

        Assert.That(_queue.TryRead(out _), Is.True);
        Assert.That(() => _queue.TryRead(out _), Throws.TypeOf<KafkaClientException>());
        Assert.That(() => _queue.TryRead(out _), Throws.TypeOf<KafkaClientException>());
    }

    [Test, CancelAfter(30_000)]
    public async Task Reader_is_woken(CancellationToken cancellationToken)
    {
        var ready = _queue.WaitToReadAsync();
        Assert.That(ready.IsCompleted, Is.False);

        _queue.AddBatch(Batch((0, 0)));

        await ready.WaitAsync(cancellationToken);
    }

    [Test]
    public void Whatever_is_paused_and_dropped_no_other_record_is_lost_or_out_of_order()
    {
        // 0: a record of partition 0; 1: of partition 1; 2: pause 0; 3: resume 0; 4: read; 5: seek partition 1 (drop).
        Gen.Int[0, 5].Array[0, 60].Sample(steps =>
        {
            var queue = new SinkQueue(4, 1000);
            var next = new long[2];
            var expected = new[] { new List<long>(), new List<long>() };
            var seen = new[] { new List<long>(), new List<long>() };
            foreach (var step in steps)
            {
                switch (step)
                {
                    case 0 or 1:
                        expected[step].Add(next[step]);
                        queue.AddBatch(Batch((step, next[step]++)));
                        break;
                    case 2:
                        queue.Pause([P0]);
                        break;
                    case 3:
                        queue.Resume([P0]);
                        break;
                    case 4:
                        Drain(queue, seen);
                        break;
                    default:
                        expected[1].RemoveRange(seen[1].Count, expected[1].Count - seen[1].Count);
                        queue.Drop([P1]);
                        break;
                }
            }

            queue.Resume([P0]);
            Drain(queue, seen);
            return seen[0].SequenceEqual(expected[0]) && seen[1].SequenceEqual(expected[1]);
        });
    }

    private static void Drain(SinkQueue queue, List<long>[] seen)
    {
        while (queue.TryRead(out var next))
        {
            foreach (var record in ((SinkConsumerEvent.Batch)next).Records)
                seen[record.Partition].Add(record.Offset);
        }
    }

    private static RecordBatch Batch(params (int Partition, long Offset)[] records)
        => Batch(records.Select(record => new ConsumedRecord("t", record.Partition, record.Offset, -1, TimestampType.NoTimestampType, null, [1], null)).ToArray());

    private static RecordBatch Batch(ConsumedRecord[] records)
    {
        var batch = new RecordBatch(10, 10_000);
        foreach (var record in records)
            batch.Add(record);
        return batch;
    }

    private static IEnumerable<(int, long)> Offsets(IEnumerable<SinkConsumerEvent> events)
        => events.OfType<SinkConsumerEvent.Batch>().SelectMany(batch => batch.Records).Select(record => (record.Partition, record.Offset));

    private List<SinkConsumerEvent> Read()
    {
        var events = new List<SinkConsumerEvent>();
        while (_queue.TryRead(out var next))
            events.Add(next);
        return events;
    }
}
