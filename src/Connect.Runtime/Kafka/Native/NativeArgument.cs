using System.Runtime.InteropServices;

namespace Connect.Runtime.Kafka.Native;

/// <summary>librdkafka's <c>rd_kafka_vu_t</c>: one argument of <c>rd_kafka_produceva</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 72)]
internal unsafe struct NativeArgument
{
    /// <summary>What the argument is.</summary>
    [FieldOffset(0)]
    public NativeArgumentKind Kind;

    /// <summary>A handle or another pointer.</summary>
    [FieldOffset(8)]
    public nint Pointer;

    /// <summary>A number of 32 bits.</summary>
    [FieldOffset(8)]
    public int Int32;

    /// <summary>A number of 64 bits.</summary>
    [FieldOffset(8)]
    public long Int64;

    /// <summary>Bytes; null for Kafka's null.</summary>
    [FieldOffset(8)]
    public byte* Bytes;

    /// <summary>How many bytes.</summary>
    [FieldOffset(16)]
    public nuint Length;
}
