using Confluent.Kafka;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;

namespace Connect.Runtime.Kafka.Consuming;

/// <content>Reading many records with one call. A rebalance may run inside of that call, after some of its records were taken off the client's queue: those are not ours any more.</content>
internal sealed partial class ConsumerLoop
{
    // The partitions that came or left since the call began.
    private readonly HashSet<KafkaTopicPartition> _changed = [];

    private void PollMany(NativeRecordReader reader)
    {
        _changed.Clear();
        try
        {
            reader.Read(PollInterval);
            for (var i = 0; i < reader.Count; i++)
            {
                if (reader.ErrorAt(i) is { } error)
                    Handle(error, reader.PartitionAt(i), null);
                else if (_changed.Count == 0 || !_changed.Contains(reader.PartitionAt(i)))
                    Take(reader.RecordAt(i));
            }

            ReadAgain(reader);
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

    /// <summary>A partition that left and came back, or came, during the call: whether its records are from before or after cannot be seen, so that they are read once more.</summary>
    private void ReadAgain(NativeRecordReader reader)
    {
        if (_changed.Count == 0)
            return;
        var dropped = Enumerable.Range(0, reader.Count).Where(i => reader.ErrorAt(i) is null).Select(reader.PartitionAt).Distinct();
        foreach (var partition in dropped.Where(partition => _changed.Contains(partition) && _positions.Contains(partition)).ToArray())
            AssignAgain(new TopicPartitionOffset(partition, _positions.Get(partition)));
    }
}
