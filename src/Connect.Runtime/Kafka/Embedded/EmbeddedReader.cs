using Connect.Connectors;

namespace Connect.Runtime.Kafka.Embedded;

/// <summary>Tells the embedded broker's account how far a sink task has come. A batch counts as read when the task asks for the next.</summary>
/// <remarks>Thread-safe: a task that was abandoned may still read while its consumer is closed.</remarks>
/// <param name="usage">The account.</param>
/// <param name="group">The sink's group.</param>
internal sealed class EmbeddedReader(EmbeddedBrokerUsage usage, string group)
{
    private readonly Lock _gate = new();
    private readonly HashSet<TopicPartition> _assigned = [];
    private readonly Dictionary<TopicPartition, long> _taken = [];
    private bool _isClosed;

    /// <summary>Notes what the task reads.</summary>
    /// <param name="next">The event; null for none.</param>
    public void Note(SinkConsumerEvent? next)
    {
        lock (_gate)
        {
            if (!_isClosed)
                NoteCore(next);
        }
    }

    /// <summary>Notes that the task reads no more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Remove([.. _assigned]);
        }
    }

    private void NoteCore(SinkConsumerEvent? next)
    {
        foreach (var (partition, offset) in _taken)
            usage.SetPosition(group, partition, offset);
        _taken.Clear();
        switch (next)
        {
            case SinkConsumerEvent.Batch batch:
                foreach (var record in batch.Records)
                    _taken[new TopicPartition(record.Topic, record.Partition)] = record.Offset + 1;
                break;
            case SinkConsumerEvent.Assigned assigned:
                foreach (var (partition, offset) in assigned.Positions)
                {
                    _assigned.Add(partition);
                    usage.SetPosition(group, partition, offset);
                }

                break;
            case SinkConsumerEvent.Revoked revoked:
                Remove(revoked.Partitions);
                break;
            case SinkConsumerEvent.Lost lost:
                Remove(lost.Partitions);
                break;
        }
    }

    private void Remove(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _assigned.Remove(partition);
            usage.Remove(group, partition);
        }
    }
}
