using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Sinks;

/// <summary>Knows of each assigned partition how far it was read, how far the task has taken it, and what is committed.</summary>
/// <remarks>Used by the task's flow alone. An offset is always that of the next record.</remarks>
internal sealed class SinkOffsetTracker
{
    private readonly Dictionary<TopicPartition, Position> _positions = [];
    private Position? _last;

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

    /// <summary>Adds partitions at the offset of their first record.</summary>
    public void Assign(IReadOnlyDictionary<TopicPartition, long> positions)
    {
        foreach (var (partition, offset) in positions)
            _positions[partition] = new Position(partition) { Read = offset, Taken = offset, Committed = offset };
        _last = null;
    }

    /// <summary>Removes partitions.</summary>
    public void Unassign(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
            _positions.Remove(partition);
        _last = null;
    }

    /// <summary>Whether a partition is assigned.</summary>
    public bool IsAssigned(TopicPartition partition) => _positions.ContainsKey(partition);

    /// <summary>Takes note of a record that was read.</summary>
    /// <returns>False when its partition is not assigned: the record is somebody else's.</returns>
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

    /// <summary>Everything that was read has been taken by the task, or was left out.</summary>
    public void TakeAll()
    {
        foreach (var position in _positions.Values)
            position.Taken = position.Read;
    }

    /// <summary>Goes on from another offset, which counts as committed.</summary>
    public void Seek(TopicPartition partition, long offset)
    {
        if (!_positions.TryGetValue(partition, out var position))
            return;
        position.Read = offset;
        position.Taken = offset;
        position.Committed = offset;
        position.UnderWay = null;
    }

    /// <summary>Goes back to what is committed.</summary>
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

    /// <summary>How far the task has taken some partitions; those not assigned are left out.</summary>
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

    /// <summary>What is to be committed of what the task says is safe.</summary>
    /// <param name="safe">What the task returned from preCommit.</param>
    /// <param name="limitOf">The offset beyond which nothing may be committed, because a record there is in neither sink nor dead-letter queue; null for no limit.</param>
    /// <param name="refused">Told of each offset that is not acceptable, with the reason.</param>
    /// <returns>The offsets that differ from what is committed.</returns>
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

    /// <summary>Takes note of a commit that begins.</summary>
    public void Committing(IReadOnlyDictionary<TopicPartition, long> offsets)
    {
        foreach (var (partition, offset) in offsets)
        {
            if (_positions.TryGetValue(partition, out var position))
                position.UnderWay = offset;
        }
    }

    /// <summary>Takes note of a commit that succeeded. It says nothing of partitions that were sought, or went and came back, since it began.</summary>
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
        public TopicPartition Partition { get; } = partition;

        /// <summary>The text by which records name the topic, for a quick comparison.</summary>
        public string Topic { get; set; } = partition.Topic;

        public long Read { get; set; }

        public long Taken { get; set; }

        public long Committed { get; set; }

        /// <summary>The offset of the commit under way; null when there is none that counts.</summary>
        public long? UnderWay { get; set; }
    }
}
