namespace Connect.Connectors;

/// <summary>Where an acknowledged record stands in Kafka.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset; -1 where the broker does not tell it.</param>
/// <param name="Timestamp">The record's time in milliseconds since the Unix epoch; -1 where there is none.</param>
public readonly record struct RecordMetadata(string Topic, int Partition, long Offset, long Timestamp);
