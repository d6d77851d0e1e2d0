using Connect.Connectors;
using Connect.Converters;

namespace Connect.Runtime.Kafka;

/// <summary>A record read from Kafka.</summary>
/// <param name="Topic">The topic; records of one topic share the string.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset.</param>
/// <param name="Timestamp">Milliseconds since the Unix epoch; -1 if there is none.</param>
/// <param name="TimestampType">The meaning of the timestamp.</param>
/// <param name="Key">The key's bytes.</param>
/// <param name="Value">The value's bytes.</param>
/// <param name="Headers">The headers; null for none.</param>
internal readonly record struct ConsumedRecord(
    string Topic, int Partition, long Offset, long Timestamp, TimestampType TimestampType, byte[]? Key, byte[]? Value, RawHeaders? Headers);
