using Confluent.Kafka;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <content>Reading many records with one call. A rebalance may run inside of that call, after some of its records were taken off the client's queue: those are not ours any more.</content>
internal sealed partial class ConsumerLoop
{
    // The partitions that came or left while the call took several records.
    private readonly HashSet<KafkaTopicPartition> _changed = [];

    // Of these the client has given us records that we cannot use; none is taken before it reads them once more.
    private readonly HashSet<KafkaTopicPartition> _again = [];

    private void PollMany(NativeRecordReader reader)
    {
        ReadAgain();
        _changed.Clear();
        try
        {
            reader.ReadQueued();
            if (reader.Count == 0)
            {
                // A single record comes off the queue after the changes that were reported: it is ours.
                reader.ReadOne(PollInterval);
                _changed.Clear();
            }

            for (var i = 0; i < reader.Count; i++)
            {
                var partition = _changed.Count + _again.Count == 0 ? null : reader.PartitionAt(i);
                if (reader.ErrorAt(i) is { } error)
                    Handle(error, reader.PartitionAt(i), null);
                else if (partition is null || !IsDoubtful(partition))
                    Take(reader.RecordAt(i));
            }
        }
        finally
        {
            reader.Release();
        }
    }

    private void Take(in ConsumedRecord record)
    {
        _positions.Advance(record);
        if (!_queue.Add(record))
            _queue.Flush();
    }

    /// <summary>Whether a record of a partition may be from before it left, though the partition may be ours again: that cannot be seen, so that it is read once more.</summary>
    private bool IsDoubtful(KafkaTopicPartition partition)
    {
        if (_again.Contains(partition))
            return true;
        if (!_changed.Contains(partition))
            return false;
        if (_positions.Contains(partition))
            _again.Add(partition);
        return true;
    }

    /// <summary>Has the client read partitions from their position on. In the middle of a rebalance it refuses that; it is asked again before the next poll.</summary>
    private void ReadAgain()
    {
        foreach (var partition in _again.ToArray())
        {
            try
            {
                if (_positions.Contains(partition))
                    AssignAgain(new TopicPartitionOffset(partition, _positions.Get(partition)));
                _again.Remove(partition);
            }
            catch (KafkaException e) when (!e.Error.IsFatal && (e.Error.Code == ErrorCode.Local_State || KafkaErrors.KindOf(e.Error.Code) is KafkaErrorKind.Transient))
            {
                _monitor.Report(e.Error);
            }
        }
    }
}
