using Connect.Connectors;

namespace Connect.Runtime.Kafka.Consuming;

/// <summary>Records of partitions that are held back while others continue: they were read before the hold took effect.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class HeldRecords
{
    private readonly Dictionary<TopicPartition, List<ConsumedRecord>> _records = [];

    /// <summary>How many records there are.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes of their keys and values.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds a record.</summary>
    /// <param name="record">A record; records of one partition are added in order.</param>
    public void Add(ConsumedRecord record)
    {
        var partition = new TopicPartition(record.Topic, record.Partition);
        if (!_records.TryGetValue(partition, out var records))
            _records[partition] = records = [];
        records.Add(record);
        Count++;
        Bytes += RecordBatch.SizeOf(record);
    }

    /// <summary>Returns the records of partitions that are no longer held back.</summary>
    /// <param name="hold">The current hold.</param>
    /// <returns>The records; those of one partition are in order.</returns>
    public List<ConsumedRecord> Release(DeliveryHold hold)
    {
        var released = new List<ConsumedRecord>();
        foreach (var partition in _records.Keys.Where(partition => !hold.Includes(partition)).ToArray())
            released.AddRange(Take(partition));
        return released;
    }

    /// <summary>Drops the records of partitions.</summary>
    /// <param name="partitions">The partitions.</param>
    public void Drop(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
            Take(partition);
    }

    private List<ConsumedRecord> Take(TopicPartition partition)
    {
        if (!_records.Remove(partition, out var records))
            return [];
        Count -= records.Count;
        foreach (var record in records)
            Bytes -= RecordBatch.SizeOf(record);
        return records;
    }
}
