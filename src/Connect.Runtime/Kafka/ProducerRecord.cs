using Connect.Converters;

namespace Connect.Runtime.Kafka;

/// <summary>A record for Kafka.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition; null to choose it by the key as Java does (murmur2), or randomly without a key.</param>
/// <param name="Key">The key's bytes; no array at all (<c>default</c>) for Kafka's null.</param>
/// <param name="Value">The value's bytes; likewise.</param>
/// <param name="Timestamp">Milliseconds since the Unix epoch; null for now.</param>
/// <param name="Headers">The headers; null for none.</param>
internal readonly record struct ProducerRecord(
    string Topic, int? Partition, ArraySegment<byte> Key, ArraySegment<byte> Value, long? Timestamp, RawHeaders? Headers)
{
    /// <summary>Creates a record of whole arrays.</summary>
    public ProducerRecord(string topic, int? partition, byte[]? key, byte[]? value, long? timestamp, RawHeaders? headers)
        : this(topic, partition, (ArraySegment<byte>)key!, (ArraySegment<byte>)value!, timestamp, headers)
    {
    }

    /// <summary>The bytes of key, value and headers.</summary>
    public int Size
    {
        get
        {
            var size = Key.Count + Value.Count;
            if (Headers is { Count: > 0 } headers)
            {
                foreach (var header in headers)
                    size += header.Key.Length + (header.Value?.Length ?? 0);
            }

            return size;
        }
    }
}
