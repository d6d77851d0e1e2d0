using Connect.Connectors;

namespace Connect.Runtime.Offsets;

/// <summary>Knows which offsets of a source task may be stored: of each source partition that of the last record before the first one that is not acknowledged.</summary>
/// <remarks>
/// <para>Records of one partition form a queue in the order of submission. An acknowledgement only sets a mark, so it never waits; <see cref="Advance()"/> takes the
/// marked records off the front. An unacknowledged record holds back its own partition alone.</para>
/// <para>Records without a source partition are tracked, but have no offset to store.</para>
/// <para>Submission, advance and take may be called from several threads; acknowledgements from any. Corresponds to <c>SubmittedRecords</c>.</para>
/// </remarks>
/// <typeparam name="TRecord">What delivery needs to know of a record.</typeparam>
/// <param name="create">Makes a record for the pool.</param>
internal sealed class SourceOffsetTracker<TRecord>(Func<TRecord> create)
    where TRecord : SubmittedRecord
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SourcePartition, Queue> _queues = [];
    private readonly List<Queue> _active = [];
    private readonly Dictionary<SourcePartition, SourceOffset?> _committable = [];
    private Queue? _last;
    private SubmittedRecord? _pool;
    private long _submitted;
    private long _finished;

    /// <summary>How many records were submitted and are not taken off their queues yet.</summary>
    public long Active
    {
        get
        {
            lock (_gate)
                return _submitted - _finished;
        }
    }

    /// <summary>Queues a record behind the others of its source partition. To be called before the record can be acknowledged.</summary>
    public TRecord Submit(SourcePartition? partition, SourceOffset? offset)
    {
        lock (_gate)
        {
            var record = Rent();
            record.Offset = offset;
            QueueOf(partition ?? SourcePartition.Empty, isTracked: partition is not null).Add(record);
            _submitted++;
            return record;
        }
    }

    /// <summary>Takes acknowledged records off the front of every queue. Cheap, and to be called often: what is not taken off is kept in memory.</summary>
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

    private void Advance(Queue queue, int index)
    {
        if (queue.Head is not { IsAcknowledged: true })
            return;
        SourceOffset? newest = null;
        while (queue.Head is { IsAcknowledged: true } head)
        {
            newest = head.Offset;
            queue.RemoveHead();
            head.Reset();
            head.Next = _pool;
            _pool = head;
            _finished++;
        }

        if (queue.IsTracked)
            _committable[queue.Partition] = newest;
        if (queue.Head is null)
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

    private TRecord Rent()
    {
        if (_pool is not { } pooled)
            return create();
        _pool = pooled.Next;
        pooled.Next = null;
        return (TRecord)pooled;
    }

    private sealed class Queue(SourcePartition partition, bool isTracked)
    {
        private SubmittedRecord? _tail;

        public SourcePartition Partition { get; } = partition;

        public bool IsTracked { get; } = isTracked;

        public SubmittedRecord? Head { get; private set; }

        public void Add(SubmittedRecord record)
        {
            if (_tail is null)
                Head = record;
            else
                _tail.Next = record;
            _tail = record;
        }

        public void RemoveHead()
        {
            Head = Head!.Next;
            if (Head is null)
                _tail = null;
        }
    }
}
