using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Sinks;

/// <summary>Tracks, for each assigned partition, how far it was read, how far the task has taken records, and what is committed.</summary>
/// <remarks>Used only by the task's loop, unless a member says otherwise. Every offset is the one of the next record.</remarks>
internal sealed class SinkOffsetTracker
{
    private readonly Dictionary<TopicPartition, Position> _positions = [];
    private Position? _last;
    private volatile Position[] _assigned = [];

    /// <summary>The assigned partitions.</summary>
    public IReadOnlyCollection<TopicPartition> Assignment => _positions.Keys;

    /// <summary>How many records were read and are not committed.</summary>
    public long Active
    {
        get
        {
            long active = 0;
            foreach (var position in _positions.Values)
                active += Math.Max(0, position.Read - position.Committed);
            return active;
        }
    }

    /// <summary>How far the task has taken each assigned partition. Thread-safe.</summary>
    public IReadOnlyList<(TopicPartition Partition, long Offset)> TakenNow => [.. _assigned.Select(position => (position.Partition, position.Taken))];

    /// <summary>Adds partitions at the offset of their first record.</summary>
    public void Assign(IReadOnlyDictionary<TopicPartition, long> positions)
    {
        foreach (var (partition, offset) in positions)
            _positions[partition] = new Position(partition) { Read = offset, Taken = offset, Committed = offset };
        _last = null;
        _assigned = [.. _positions.Values];
    }

    /// <summary>Removes partitions.</summary>
    public void Unassign(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
            _positions.Remove(partition);
        _last = null;
        _assigned = [.. _positions.Values];
    }

    /// <summary>Whether a partition is assigned.</summary>
    public bool IsAssigned(TopicPartition partition) => _positions.ContainsKey(partition);

    /// <summary>Records that a record was read.</summary>
    /// <returns>False if its partition is not assigned: the record must be ignored.</returns>
    public bool Read(in ConsumedRecord record)
    {
        if (_last is not { } last || last.Partition.Partition != record.Partition || !ReferenceEquals(last.Topic, record.Topic))
        {
            if (!_positions.TryGetValue(new TopicPartition(record.Topic, record.Partition), out last!))
                return false;
            last.Topic = record.Topic;
            _last = last;
        }

        last.Read = record.Offset + 1;
        return true;
    }

    /// <summary>The offset after the last record that was read of a partition; -1 if it is not assigned.</summary>
    public long ReadOf(TopicPartition partition) => _positions.TryGetValue(partition, out var position) ? position.Read : -1;

    /// <summary>Marks everything that was read as taken: put to the task, or skipped.</summary>
    public void TakeAll()
    {
        foreach (var position in _positions.Values)
            position.Taken = position.Read;
    }

    /// <summary>Continues at another offset, which counts as committed.</summary>
    public void Seek(TopicPartition partition, long offset)
    {
        if (!_positions.TryGetValue(partition, out var position))
            return;
        position.Read = offset;
        position.Taken = offset;
        position.Committed = offset;
        position.UnderWay = null;
    }

    /// <summary>Resets the positions to the committed offsets.</summary>
    /// <returns>The offsets to read from.</returns>
    public IReadOnlyDictionary<TopicPartition, long> Rewind()
    {
        foreach (var position in _positions.Values)
        {
            position.Read = position.Committed;
            position.Taken = position.Committed;
        }

        return _positions.ToDictionary(entry => entry.Key, entry => entry.Value.Committed);
    }

    /// <summary>How far the task has taken some partitions; partitions that are not assigned are omitted.</summary>
    public IReadOnlyDictionary<TopicPartition, long> TakenOf(IReadOnlyCollection<TopicPartition> partitions)
    {
        var taken = new Dictionary<TopicPartition, long>(partitions.Count);
        foreach (var partition in partitions)
        {
            if (_positions.TryGetValue(partition, out var position))
                taken[partition] = position.Taken;
        }

        return taken;
    }

    /// <summary>Selects the offsets to commit from those that the task declared safe.</summary>
    /// <param name="safe">The result of the task's preCommit.</param>
    /// <param name="limitOf">The offset beyond which nothing may be committed, because a record there is neither in the sink nor in the dead letter
    /// queue; null for no limit.</param>
    /// <param name="refused">Called for each invalid offset, with the reason.</param>
    /// <returns>The offsets that differ from the committed ones.</returns>
    public IReadOnlyDictionary<TopicPartition, long> CommittableOf(
        IReadOnlyDictionary<TopicPartition, long> safe, Func<TopicPartition, long?> limitOf, Action<TopicPartition, long, string> refused)
    {
        var committable = new Dictionary<TopicPartition, long>(safe.Count);
        foreach (var (partition, offset) in safe)
        {
            if (!_positions.TryGetValue(partition, out var position))
            {
                refused(partition, offset, "the partition is not assigned to this task");
                continue;
            }

            if (offset > position.Taken)
            {
                refused(partition, offset, "no such record has been delivered yet");
                continue;
            }

            var limited = limitOf(partition) is { } limit && limit < offset ? limit : offset;
            if (limited != position.Committed)
                committable[partition] = limited;
        }

        return committable;
    }

    /// <summary>Records that a commit begins.</summary>
    public void Committing(IReadOnlyDictionary<TopicPartition, long> offsets)
    {
        foreach (var (partition, offset) in offsets)
        {
            if (_positions.TryGetValue(partition, out var position))
                position.UnderWay = offset;
        }
    }

    /// <summary>Records that a commit succeeded. It is ignored for partitions that were sought, or revoked and assigned again, since it
    /// began.</summary>
    public void Committed(IReadOnlyDictionary<TopicPartition, long> offsets)
    {
        foreach (var (partition, offset) in offsets)
        {
            if (_positions.TryGetValue(partition, out var position) && position.UnderWay == offset)
                position.Committed = offset;
        }
    }

    private sealed class Position(TopicPartition partition)
    {
        private long _taken;

        public TopicPartition Partition { get; } = partition;

        /// <summary>The topic's string instance that records use, for a fast comparison.</summary>
        public string Topic { get; set; } = partition.Topic;

        public long Read { get; set; }

        public long Taken
        {
            get => Volatile.Read(ref _taken);
            set => Volatile.Write(ref _taken, value);
        }

        public long Committed { get; set; }

        /// <summary>The offset of the commit in progress; null if there is none, or if it no longer counts.</summary>
        public long? UnderWay { get; set; }
    }
}
