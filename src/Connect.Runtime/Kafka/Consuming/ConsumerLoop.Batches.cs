using Confluent.Kafka;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <content>Reads many records with one call. A rebalance may run inside that call, after some of its records were taken off the client's queue:
/// these records no longer belong to this consumer.</content>
internal sealed partial class ConsumerLoop
{
    // The partitions that were assigned or revoked during the call.
    private readonly HashSet<KafkaTopicPartition> _changed = [];

    // Partitions of which the client has returned records that cannot be used; they are read again before any record is used.
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
                // A single record comes off the queue after the changes that were reported, so it is valid.
                reader.ReadOne(PollInterval);
                _changed.Clear();
            }

            for (var i = 0; i < reader.Count; i++)
            {
                var partition = _changed.Count + _again.Count == 0 ? null : reader.PartitionAt(i);
                if (reader.ErrorAt(i) is { } error)
                {
                    if (error.Code != ErrorCode.Local_PartitionEOF)
                        Handle(error, reader.PartitionAt(i), null);
                    else if (partition is null || !IsDoubtful(partition))
                        _ends.Reach(reader.PartitionAt(i), reader.OffsetAt(i));
                }
                else if (partition is null || !IsDoubtful(partition))
                    Take(reader.RecordAt(i));
                reader.ReleaseAt(i);
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

    /// <summary>Whether a record may have been read before its partition was revoked, even if the partition is assigned again. This cannot be
    /// detected, so the record is read again.</summary>
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

    /// <summary>Makes the client read partitions again from their position. The client refuses during a rebalance; then it is repeated before the
    /// next poll.</summary>
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
            catch (KafkaException e) when (!e.Error.IsFatal
                && (e.Error.Code == ErrorCode.Local_State || KafkaErrors.KindOf(e.Error.Code) is KafkaErrorKind.Transient))
            {
                _monitor.Report(e.Error);
            }
        }
    }
}
