namespace Connect.Runtime.Kafka.Native;

/// <summary>The kinds of events on a client's queue; the numbers are librdkafka's.</summary>
[Flags]
internal enum NativeEvents
{
    /// <summary>No event.</summary>
    None = 0,

    /// <summary>Reports of sent records.</summary>
    Deliveries = 0x1,

    /// <summary>A log line.</summary>
    Log = 0x4,

    /// <summary>An error of the client.</summary>
    Error = 0x8,

    /// <summary>Statistics.</summary>
    Statistics = 0x40,
}
