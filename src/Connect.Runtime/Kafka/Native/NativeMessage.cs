using System.Runtime.InteropServices;

namespace Connect.Runtime.Kafka.Native;

/// <summary>librdkafka's <c>rd_kafka_message_t</c>: a record to send, its delivery report, or a record read.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMessage
{
    /// <summary>The error; 0 for none.</summary>
    public int Error;

    /// <summary>The topic's handle.</summary>
    public nint Topic;

    /// <summary>The partition.</summary>
    public int Partition;

    /// <summary>The value; null for Kafka's null.</summary>
    public byte* Value;

    /// <summary>The value's bytes.</summary>
    public nuint ValueLength;

    /// <summary>The key; null for Kafka's null.</summary>
    public byte* Key;

    /// <summary>The key's bytes.</summary>
    public nuint KeyLength;

    /// <summary>The offset, where there is one.</summary>
    public long Offset;

    /// <summary>The number that the record was sent with; it comes back in the report.</summary>
    public nint Number;
}
