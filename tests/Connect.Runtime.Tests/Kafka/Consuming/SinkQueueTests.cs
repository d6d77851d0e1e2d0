using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Consuming;
using Connect.Tests;
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
        Write(_queue, (0, 0));
        _queue.AddChange(new SinkConsumerEvent.Assigned(new Dictionary<TopicPartition, long>()));

        Assert.That(Read().Select(next => next.GetType().Name), Is.EqualTo(new[] { "Assigned", "Batch" }));
    }

    [Test]
    public void Waiting_reader_is_woken_outside_the_lock([Values] bool byChange)
    {
        // The reader continues on the thread that wakes it. Meanwhile another thread can use the queue.
        var isUsable = _queue.WaitToReadAsync().ContinueWith(
            _ => Task.Run(() => _queue.IsFull).Wait(TestTimeouts.Condition), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

        if (byChange)
            _queue.AddChange(new SinkConsumerEvent.Lost([P0]));
        else
            Write(_queue, (0, 0));

        Assert.That(isUsable.IsCompletedSuccessfully && isUsable.Result);
    }

    [Test]
    public void Records_of_partitions_that_leave_are_dropped()
    {
        Write(_queue, (0, 0), (1, 0), (0, 1));

        _queue.AddChange(new SinkConsumerEvent.Lost([P0]), [P0]);

        Assert.That(Offsets(Read()), Is.EqualTo(new[] { (1, 0L) }));
    }

    [Test]
    public void Records_of_the_open_batch_are_dropped_when_a_rebalance_comes_between_two_records()
    {
        _queue.Add(Record(0, 0));
        _queue.Add(Record(1, 0));
        _queue.AddChange(new SinkConsumerEvent.Lost([P0]), [P0]);
        _queue.Add(Record(1, 1));
        _queue.Flush();

        Assert.That(Offsets(Read()), Is.EqualTo(new[] { (1, 0L), (1, 1L) }));
    }

    [Test]
    public void Records_of_the_open_batch_are_dropped_when_their_partition_is_sought_meanwhile()
    {
        _queue.Add(Record(0, 7));
        _queue.Drop([P0]);
        _queue.Add(Record(0, 3));
        _queue.Flush();

        Assert.That(Offsets(Read()), Is.EqualTo(new[] { (0, 3L) }));
    }

    [Test]
    public void Records_of_a_partition_that_is_held_back_come_first_when_it_goes_on()
    {
        Write(_queue, (0, 0), (1, 0));
        _queue.Hold(DeliveryHold.Of([P0]));
        Write(_queue, (0, 1), (1, 1));
        var before = Offsets(Read()).ToArray();

        Write(_queue, (1, 2));
        _queue.Hold(DeliveryHold.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.EqualTo(new[] { (1, 0L), (1, 1L) }));
            Assert.That(Offsets(Read()), Is.EqualTo(new[] { (0, 0L), (0, 1L), (1, 2L) }));
        }
    }

    [Test]
    public void Hold_is_the_readers_and_outlives_a_rebalance()
    {
        _queue.Hold(DeliveryHold.Of([P0]));
        Write(_queue, (0, 0));
        _queue.AddChange(new SinkConsumerEvent.Lost([P0]), [P0]);
        _queue.AddChange(new SinkConsumerEvent.Assigned(new Dictionary<TopicPartition, long> { [P0] = 5 }));
        Write(_queue, (0, 5));
        var before = Offsets(Read()).ToArray();

        _queue.Hold(DeliveryHold.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.Empty);
            Assert.That(Offsets(Read()), Is.EqualTo(new[] { (0, 5L) }));
        }
    }

    [Test]
    public void While_everything_is_held_back_changes_come_through_and_records_wait([Values] bool before)
    {
        if (before)
            Write(_queue, (0, 0));
        _queue.Hold(DeliveryHold.All);
        if (!before)
            Write(_queue, (0, 0));
        _queue.AddChange(new SinkConsumerEvent.Assigned(new Dictionary<TopicPartition, long> { [P1] = 0 }));
        Write(_queue, (1, 0));

        Assert.That(Read().Select(next => next.GetType().Name), Is.EqualTo(new[] { "Assigned" }));
        Assert.That(_queue.WaitToReadAsync().IsCompleted, Is.False);
        _queue.Hold(DeliveryHold.None);
        Assert.That(Offsets(Read()), Is.EqualTo(new[] { (0, 0L), (1, 0L) }));
    }

    [Test]
    public void Records_that_are_held_back_count_but_do_not_stop_other_partitions_for_good()
    {
        _queue.Hold(DeliveryHold.Of([P0]));
        Write(_queue, new ConsumedRecord("t", 0, 0, -1, TimestampType.NoTimestampType, null, new byte[1000], null));
        Assert.That(_queue.IsFull, Is.False, "the reader could make no room");

        Write(_queue, (1, 0));
        Assert.That(_queue.IsFull, Is.True);
        Read();

        Assert.That((_queue.IsFull, _queue.IsHalfEmpty), Is.EqualTo((false, true)));
    }

    [Test]
    public void Tells_which_partitions_leave_until_the_reader_knows()
    {
        var revoked = new SinkConsumerEvent.Revoked([P0], () => { });
        _queue.AddChange(revoked, [P0]);
        _queue.AddChange(new SinkConsumerEvent.Lost([P1]), [P1]);
        Assert.That(
            (_queue.IsLeaving(P0, isGone: false), _queue.IsLeaving(P0, isGone: true), _queue.IsLeaving(P1, isGone: true)),
            Is.EqualTo((true, false, true)));

        revoked.Expire();
        Assert.That(_queue.IsLeaving(P0, isGone: true), Is.True);
        Read();
        Assert.That(_queue.IsLeaving(P0, isGone: false), Is.False);
    }

    [Test]
    public void Small_batches_merge_while_nobody_reads()
    {
        for (var i = 0; i < 25; i++)
            Write(_queue, (0, i));

        Assert.That(Read().OfType<SinkConsumerEvent.Batch>().Select(batch => batch.Records.Count), Is.EqualTo(new[] { 10, 10, 5 }));
    }

    [Test]
    public void Many_bytes_make_it_full()
    {
        Write(_queue, new ConsumedRecord("t", 0, 0, -1, TimestampType.NoTimestampType, null, new byte[1000], null));
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

        Write(_queue, (0, 0));

        await ready.WaitAsync(cancellationToken);
    }

    [Test]
    public void Whatever_is_held_back_sought_or_taken_away_no_other_record_is_lost_or_out_of_order()
    {
        // 0: a record of partition 0; 1: of partition 1; 2: flush; 3: hold 0; 4: hold all; 5: hold nothing; 6: read; 7: seek 1; 8: partition 0 is
        // lost and comes back.
        Gen.Int[0, 8].Array[0, 60].Sample(steps =>
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
                        if (!queue.Add(Record(step, next[step]++)))
                            queue.Flush();
                        break;
                    case 2:
                        queue.Flush();
                        break;
                    case 3:
                        queue.Hold(DeliveryHold.Of([P0]));
                        break;
                    case 4:
                        queue.Hold(DeliveryHold.All);
                        break;
                    case 5:
                        queue.Hold(DeliveryHold.None);
                        break;
                    case 6:
                        Drain(queue, seen);
                        break;
                    case 7:
                        expected[1].RemoveRange(seen[1].Count, expected[1].Count - seen[1].Count);
                        queue.Drop([P1]);
                        break;
                    default:
                        expected[0].RemoveRange(seen[0].Count, expected[0].Count - seen[0].Count);
                        queue.AddChange(new SinkConsumerEvent.Lost([P0]), [P0]);
                        queue.AddChange(new SinkConsumerEvent.Assigned(new Dictionary<TopicPartition, long> { [P0] = next[0] }));
                        break;
                }
            }

            queue.Flush();
            queue.Hold(DeliveryHold.None);
            Drain(queue, seen);
            return seen[0].SequenceEqual(expected[0]) && seen[1].SequenceEqual(expected[1]) && !queue.IsFull;
        });
    }

    [Test]
    public void Array_of_a_batch_is_filled_again_only_after_the_batch_is_completed()
    {
        Write(_queue, (0, 0), (0, 1));
        var first = ReadBatch();
        Write(_queue, (0, 2));
        var second = ReadBatch();
        var kept = first.Records.ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Records.Array, Is.Not.SameAs(first.Records.Array));
            Assert.That(first.Records, Is.EqualTo(kept));
        }

        first.Completed();
        Write(_queue, (0, 3));
        Write(_queue, (0, 4));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ReadBatch().Records.Select(record => record.Offset), Is.EqualTo(new[] { 3L, 4L }));
            Assert.That(second.Records.Single().Offset, Is.EqualTo(2));
        }

        var arrays = Enumerable.Range(5, 3).Select(offset =>
        {
            Write(_queue, (0, offset));
            return ReadBatch().Records.Array;
        });
        Assert.That(arrays, Has.Member(first.Records.Array));
    }

    [Test]
    public void Records_are_whole_and_in_order_while_batches_are_completed_late_or_never()
    {
        Gen.Select(Gen.Int[0, 2].Array[1, 60], Gen.Int[1, 12].Array[1, 60]).Sample((whens, sizes) =>
        {
            var queue = new SinkQueue(maxRecords: 10, maxBytes: 1000);
            var late = new Queue<(SinkConsumerEvent.Batch Batch, long First)>();
            var (written, read) = (0L, 0L);
            for (var i = 0; i < sizes.Length; i++)
            {
                for (var j = 0; j < sizes[i]; j++)
                {
                    if (!queue.Add(Record(0, written++)))
                        queue.Flush();
                }

                queue.Flush();
                var when = whens[i % whens.Length];
                while (when > 0 && queue.TryRead(out var next))
                {
                    late.Enqueue(((SinkConsumerEvent.Batch)next, read));
                    read += ((SinkConsumerEvent.Batch)next).Records.Count;
                    if (when == 1 && late.TryDequeue(out var done))
                    {
                        AssertWhole(done);
                        done.Batch.Completed();
                    }
                }
            }

            while (late.TryDequeue(out var left))
                AssertWhole(left);
        }, iter: 500);

        static void AssertWhole((SinkConsumerEvent.Batch Batch, long First) read) => Assert.That(
            read.Batch.Records.Select(record => record.Offset),
            Is.EqualTo(Enumerable.Range((int)read.First, read.Batch.Records.Count).Select(offset => (long)offset)));
    }

    private static void Drain(SinkQueue queue, List<long>[] seen)
    {
        while (queue.TryRead(out var next))
        {
            if (next is not SinkConsumerEvent.Batch batch)
                continue;
            foreach (var record in batch.Records)
                seen[record.Partition].Add(record.Offset);
        }
    }

    private static ConsumedRecord Record(int partition, long offset) =>
        new("t", partition, offset, -1, TimestampType.NoTimestampType, null, [1], null);

    private static void Write(SinkQueue queue, params (int Partition, long Offset)[] records) =>
        Write(queue, records.Select(record => Record(record.Partition, record.Offset)).ToArray());

    private static void Write(SinkQueue queue, params ConsumedRecord[] records)
    {
        foreach (var record in records)
            queue.Add(record);
        queue.Flush();
    }

    private static IEnumerable<(int, long)> Offsets(IEnumerable<SinkConsumerEvent> events)
        => events.OfType<SinkConsumerEvent.Batch>().SelectMany(batch => batch.Records).Select(record => (record.Partition, record.Offset));

    private SinkConsumerEvent.Batch ReadBatch() => (SinkConsumerEvent.Batch)Read().Single();

    private List<SinkConsumerEvent> Read()
    {
        var events = new List<SinkConsumerEvent>();
        while (_queue.TryRead(out var next))
            events.Add(next);
        return events;
    }
}
