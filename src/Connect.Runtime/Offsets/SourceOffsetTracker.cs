using Connect.Connectors;

namespace Connect.Runtime.Offsets;

/// <summary>Determines which offsets of a source task may be stored: for each source partition, the one of the last record before the first
/// unacknowledged record.</summary>
/// <remarks>
/// <para>Records of one partition form a queue in the order of submission. An acknowledgement only sets a flag, so it never waits;
/// <see cref="Advance()"/> removes flagged records from the front. An unacknowledged record holds back only its own partition.</para>
/// <para>Records without a source partition are tracked, but have no offset to store.</para>
/// <para>Thread-safe. Corresponds to <c>SubmittedRecords</c>.</para>
/// </remarks>
/// <typeparam name="TDelivery">The object that delivers a record.</typeparam>
/// <param name="create">Creates it for an entry of the pool.</param>
internal sealed class SourceOffsetTracker<TDelivery>(Func<SubmittedRecord<TDelivery>, TDelivery> create)
    where TDelivery : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SourcePartition, Queue> _queues = [];
    private readonly List<Queue> _active = [];
    private readonly Dictionary<SourcePartition, SourceOffset?> _committable = [];
    private readonly Chain _pool = new();
    private Queue? _last;
    private long _submitted;
    private long _finished;

    /// <summary>The number of submitted records that are still in their queues.</summary>
    public long Active
    {
        get
        {
            lock (_gate)
                return _submitted - _finished;
        }
    }

    /// <summary>Queues a record behind the others of its source partition. To be called before the record can be acknowledged.</summary>
    public TDelivery Submit(SourcePartition? partition, SourceOffset? offset)
    {
        lock (_gate)
            return Enqueue(partition, offset).Delivery;
    }

    /// <summary>Queues several records in order, as <see cref="Submit(SourcePartition?, SourceOffset?)"/> does.</summary>
    /// <param name="records">The records.</param>
    /// <param name="submitted">Receives the delivery object of each record; at least as long.</param>
    public void Submit(ReadOnlySpan<SourceRecord> records, Span<TDelivery> submitted)
    {
        lock (_gate)
        {
            for (var i = 0; i < records.Length; i++)
                submitted[i] = Enqueue(records[i].SourcePartition, records[i].SourceOffset).Delivery;
        }
    }

    /// <summary>Removes acknowledged records from the front of every queue. Cheap; call it often, because records stay in memory until they are
    /// removed.</summary>
    public void Advance()
    {
        lock (_gate)
        {
            for (var i = _active.Count - 1; i >= 0; i--)
                Advance(_active[i], i);
        }
    }

    /// <summary>Hands out the offsets that have become committable since the last call, of each partition the newest.</summary>
    public IReadOnlyList<CommittableOffset> TakeCommittable()
    {
        lock (_gate)
        {
            if (_committable.Count == 0)
                return [];
            var taken = new List<CommittableOffset>(_committable.Count);
            foreach (var (partition, offset) in _committable)
                taken.Add(new CommittableOffset(partition, offset));
            _committable.Clear();
            return taken;
        }
    }

    /// <summary>Finds, for each source partition without progress since the last call, the first waiting record.</summary>
    /// <returns>The delivery objects. They may be acknowledged and reused at any moment: treat what you read from them as a hint.</returns>
    public IReadOnlyList<TDelivery> FindStuck()
    {
        List<TDelivery>? stuck = null;
        lock (_gate)
        {
            foreach (var queue in _active)
            {
                if (queue.Records.First is not { IsAcknowledged: false } first)
                    continue;
                if (queue.TakenBefore == queue.Taken)
                    (stuck ??= []).Add(first.Delivery);
                queue.TakenBefore = queue.Taken;
            }
        }

        return stuck ?? [];
    }

    /// <summary>Counts the records that are not acknowledged. Visits each record that waits.</summary>
    public long CountUnacknowledged()
    {
        var count = 0L;
        lock (_gate)
        {
            foreach (var queue in _active)
            {
                for (var record = queue.Records.First; record is not null; record = record.Next)
                    count += record.IsAcknowledged ? 0 : 1;
            }
        }

        return count;
    }

    private SubmittedRecord<TDelivery> Enqueue(SourcePartition? partition, SourceOffset? offset)
    {
        var record = _pool.TakeFirst() ?? new SubmittedRecord<TDelivery>(create);
        record.Begin(offset);
        QueueOf(partition ?? SourcePartition.Empty, isTracked: partition is not null).Records.Add(record);
        _submitted++;
        return record;
    }

    private void Advance(Queue queue, int index)
    {
        SubmittedRecord<TDelivery>? last = null;
        for (var record = queue.Records.First; record is { IsAcknowledged: true }; record = record.Next)
        {
            last?.Reset();
            last = record;
            _finished++;
        }

        if (last is null)
            return;
        queue.Taken++;
        var newest = queue.IsTracked ? last.Offset : null;
        last.Reset();

        // To be used next, while they are in the processor's cache, and in order, which is that in memory.
        queue.Records.MoveTo(_pool, last);
        if (queue.IsTracked)
            _committable[queue.Partition] = newest;
        if (queue.Records.First is null)
            Retire(queue, index);
    }

    private void Retire(Queue queue, int index)
    {
        _active[index] = _active[^1];
        _active.RemoveAt(_active.Count - 1);
        if (queue.IsTracked)
            _queues.Remove(queue.Partition);
        _last = ReferenceEquals(_last, queue) ? null : _last;
    }

    private Queue QueueOf(SourcePartition partition, bool isTracked)
    {
        if (_last is { } last && last.IsTracked == isTracked && (ReferenceEquals(last.Partition, partition) || last.Partition.Equals(partition)))
            return last;
        if (!isTracked || !_queues.TryGetValue(partition, out var queue))
        {
            queue = new Queue(partition, isTracked);
            _active.Add(queue);
            if (isTracked)
                _queues.Add(partition, queue);
        }

        return _last = queue;
    }

    private sealed class Queue(SourcePartition partition, bool isTracked)
    {
        public SourcePartition Partition { get; } = partition;

        public bool IsTracked { get; } = isTracked;

        public Chain Records { get; } = new();

        /// <summary>How often records were removed.</summary>
        public long Taken { get; set; }

        /// <summary>The value of <see cref="Taken"/> at the last check; -1 before the first check.</summary>
        public long TakenBefore { get; set; } = -1;
    }

    /// <summary>Records in an order, linked with each other.</summary>
    private sealed class Chain
    {
        private SubmittedRecord<TDelivery>? _last;

        public SubmittedRecord<TDelivery>? First { get; private set; }

        public void Add(SubmittedRecord<TDelivery> record)
        {
            if (_last is null)
                First = record;
            else
                _last.Next = record;
            _last = record;
        }

        public SubmittedRecord<TDelivery>? TakeFirst()
        {
            var record = First;
            if (record is null)
                return null;
            First = record.Next;
            record.Next = null;
            if (First is null)
                _last = null;
            return record;
        }

        /// <summary>Moves the records up to one of them before those of another chain.</summary>
        public void MoveTo(Chain other, SubmittedRecord<TDelivery> last)
        {
            var (first, rest) = (First!, last.Next);
            last.Next = other.First;
            other._last ??= last;
            other.First = first;
            First = rest;
            if (rest is null)
                _last = null;
        }
    }
}
