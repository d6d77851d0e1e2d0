namespace Connect.Runtime.Kafka.Membership;

/// <summary>A record that only the leader may write.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition; null to choose it by the key's murmur2 hash, as Java does.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; null for a tombstone.</param>
/// <param name="Timestamp">Unix time in milliseconds; null for now.</param>
internal sealed record LeaderEntry(string Topic, int? Partition, byte[] Key, byte[]? Value, long? Timestamp = null);
