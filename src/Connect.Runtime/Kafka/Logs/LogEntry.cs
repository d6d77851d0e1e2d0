namespace Connect.Runtime.Kafka.Logs;

/// <summary>A record for a compacted topic. Its key decides the partition as Java does (murmur2).</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; null for a tombstone.</param>
internal readonly record struct LogEntry(byte[] Key, byte[]? Value);
