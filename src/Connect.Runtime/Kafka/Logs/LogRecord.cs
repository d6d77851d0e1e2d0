namespace Connect.Runtime.Kafka.Logs;

/// <summary>A record that was read from a compacted topic.</summary>
/// <param name="Key">The key; null if there is none, which compaction does not allow but a stranger may have written.</param>
/// <param name="Value">The value; null for a tombstone.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset.</param>
/// <param name="Timestamp">Milliseconds since the Unix epoch; -1 if there is none.</param>
internal readonly record struct LogRecord(byte[]? Key, byte[]? Value, int Partition, long Offset, long Timestamp);
