using System.Diagnostics.CodeAnalysis;
using Connect.Connectors;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>The queue between a consumer's thread and its task: bounded batches, preceded by changes of the assignment.</summary>
/// <remarks>
/// <para>One thread writes, one reads. It does not use the Kafka client.</para>
/// <para>The reader never sees a record of a revoked or held-back partition, or from before a seek. This includes records of the open batch: a client
/// may report a rebalance between two records of one poll.</para>
/// <para>Only the reader decides what is held back, as one state that outlives rebalances.</para>
/// </remarks>
/// <param name="maxRecords">The maximum number of records in a batch.</param>
/// <param name="maxBytes">The number of bytes at which the queue is full.</param>
internal sealed class SinkQueue(int maxRecords, long maxBytes)
{
    private const int MaxBatches = 8;
    private const int MaxSpares = 3;
    private const long BatchBytes = 4L << 20;

    private readonly Lock _lock = new();
    private readonly Queue<SinkConsumerEvent> _changes = new();
    private readonly LinkedList<RecordBatch> _batches = new();
    private readonly HeldRecords _held = new();

    // Empty batches: the array of a large one is expensive to allocate.
    private readonly Stack<RecordBatch> _spares = new();
    private RecordBatch _open = new(maxRecords, BatchBytes);
    private volatile DeliveryHold _hold = DeliveryHold.None;
    private TaskCompletionSource? _reader;
    private KafkaClientException? _failure;
    private long _bytes;

    /// <summary>Called when there is more room, or when the hold has changed; on any thread. Must not block.</summary>
    public Action? Changed { get; set; }

    /// <summary>What is held back. The client should stop reading it.</summary>
    public DeliveryHold Held => _hold;

    /// <summary>Whether the writer should hold back everything. Held-back records count, but do not block the others if the queue has nothing
    /// else.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
                return IsBeyond(MaxBatches - 1, maxBytes - 1);
        }
    }

    /// <summary>Whether the reader has nearly caught up.</summary>
    public bool IsHalfEmpty
    {
        get
        {
            lock (_lock)
                return !IsBeyond(MaxBatches / 2, maxBytes / 2);
        }
    }

    /// <summary>Adds a record to the open batch. Called by the writer.</summary>
    /// <param name="record">The record.</param>
    /// <returns>False if the open batch is full and must be flushed.</returns>
    public bool Add(in ConsumedRecord record)
    {
        _open.Add(record);
        return !_open.IsFull;
    }

    /// <summary>Hands the open batch on, also when the queue is full. For the writer.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Flush()
    {
        if (_open.Count == 0)
            return false;
        var batch = _open;
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _open = _spares.TryPop(out var spare) ? spare : new RecordBatch(maxRecords, BatchBytes);
            if (_hold.HoldsSome)
                batch.Remove(IsHeld, _held.Add);
            _bytes += batch.Bytes;
            // A reader that is behind gets few large batches instead of many small ones.
            if (batch.Count == 0 || _batches.Last?.Value.TryMerge(batch) == true)
                Keep(batch);
            else
                _batches.AddLast(batch);
            waiting = TakeWaiting();
        }

        waiting?.SetResult();
        return true;
    }

    /// <summary>Adds a change of the assignment, ahead of records. Records of revoked partitions are dropped. Called by the writer.</summary>
    /// <param name="change">The change.</param>
    /// <param name="leaving">The revoked partitions; null for none.</param>
    public void AddChange(SinkConsumerEvent change, IReadOnlyCollection<TopicPartition>? leaving = null)
    {
        if (leaving is not null)
            Drop(leaving);
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _changes.Enqueue(change);
            waiting = TakeWaiting();
        }

        waiting?.SetResult();
    }

    /// <summary>Makes every further read fail. The first failure counts.</summary>
    /// <param name="failure">Why.</param>
    public void Fail(KafkaClientException failure)
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _failure ??= failure;
            waiting = TakeWaiting();
        }

        waiting?.SetResult();
    }

    /// <summary>Drops queued records of partitions. Called by the writer.</summary>
    /// <param name="partitions">The partitions.</param>
    public void Drop(IReadOnlyCollection<TopicPartition> partitions)
    {
        bool IsOut(ConsumedRecord record) => partitions.Contains(new TopicPartition(record.Topic, record.Partition));
        _open.Remove(IsOut, null);
        lock (_lock)
        {
            _held.Drop(partitions);
            foreach (var batch in _batches)
                batch.Remove(IsOut, null);
            RemoveEmpty();
        }

        Changed?.Invoke();
    }

    /// <summary>Whether a partition is or was revoked, and the reader has not handled it yet.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="isGone">Whether to count only partitions that are no longer owned: lost, or released because the reader was late.</param>
    public bool IsLeaving(TopicPartition partition, bool isGone)
    {
        lock (_lock)
        {
            return _changes.Any(change => change switch
            {
                SinkConsumerEvent.Lost lost => lost.Partitions.Contains(partition),
                SinkConsumerEvent.Revoked revoked => (revoked.IsOverdue || !isGone) && revoked.Partitions.Contains(partition),
                _ => false,
            });
        }
    }

    /// <summary>Sets what is held back. Called by the reader: when it returns, no such record is read.</summary>
    /// <param name="hold">What is held back.</param>
    public void Hold(DeliveryHold hold)
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _hold = hold;
            AddFirst(_held.Release(hold));
            if (hold.HoldsSome)
            {
                foreach (var batch in _batches)
                    batch.Remove(IsHeld, _held.Add);
                RemoveEmpty();
            }

            waiting = TakeWaiting();
        }

        waiting?.SetResult();
        Changed?.Invoke();
    }

    /// <summary>Reads the next event. Called by the reader.</summary>
    /// <param name="next">The event.</param>
    /// <exception cref="KafkaClientException">See <see cref="Fail"/>.</exception>
    public bool TryRead([NotNullWhen(true)] out SinkConsumerEvent? next)
    {
        lock (_lock)
        {
            if (_changes.TryDequeue(out next))
                return true;
            if (_failure is not null)
                throw _failure;
            if (_hold.HoldsAll || _batches.First is not { } first)
                return false;
            _batches.RemoveFirst();
            _bytes -= first.Value.Bytes;
            next = new SinkConsumerEvent.Batch(first.Value.Records) { Recycle = () => Recycle(first.Value) };
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>Completes when there is something to read. The reader continues on the thread that wakes it: it must go on to a thread of its own
    /// at once.</summary>
    public Task WaitToReadAsync()
    {
        lock (_lock)
        {
            if (HasEvent)
                return Task.CompletedTask;
            _reader ??= new TaskCompletionSource();
            return _reader.Task;
        }
    }

    private void Recycle(RecordBatch batch)
    {
        lock (_lock)
            Keep(batch);
    }

    private void Keep(RecordBatch batch)
    {
        batch.Clear();
        if (_spares.Count < MaxSpares)
            _spares.Push(batch);
    }

    private bool HasEvent => _changes.Count > 0 || _failure is not null || (!_hold.HoldsAll && _batches.Count > 0);

    private bool IsBeyond(int batches, long bytes) =>
        _batches.Count > 0 && (_batches.Count + (_held.Count / maxRecords) > batches || _bytes + _held.Bytes > bytes);

    private bool IsHeld(ConsumedRecord record) => _hold.Partitions.Contains(new TopicPartition(record.Topic, record.Partition));

    private void AddFirst(List<ConsumedRecord> records)
    {
        for (var end = records.Count; end > 0; end -= maxRecords)
        {
            var batch = new RecordBatch(maxRecords, long.MaxValue);
            for (var i = Math.Max(0, end - maxRecords); i < end; i++)
                batch.Add(records[i]);
            _batches.AddFirst(batch);
            _bytes += batch.Bytes;
        }
    }

    private void RemoveEmpty()
    {
        _bytes = 0;
        for (var node = _batches.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Count == 0)
                _batches.Remove(node);
            else
                _bytes += node.Value.Bytes;
            node = next;
        }
    }

    /// <summary>Returns the waiting reader if there is something for it. It is woken outside the lock, because it continues on the waking
    /// thread.</summary>
    private TaskCompletionSource? TakeWaiting()
    {
        if (_reader is null || !HasEvent)
            return null;
        var waiting = _reader;
        _reader = null;
        return waiting;
    }
}
