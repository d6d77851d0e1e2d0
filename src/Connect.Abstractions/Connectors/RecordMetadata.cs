namespace Connect.Connectors;

/// <summary>The place of an acknowledged record in Kafka.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset; -1 if the broker does not return it.</param>
/// <param name="Timestamp">The record's timestamp in milliseconds since the Unix epoch; -1 if there is none.</param>
public readonly record struct RecordMetadata(string Topic, int Partition, long Offset, long Timestamp);
