namespace Connect.Runtime.Kafka.Native;

/// <summary>What an argument of <c>rd_kafka_produceva</c> is; the numbers are librdkafka's.</summary>
internal enum NativeArgumentKind
{
    /// <summary>A topic's handle.</summary>
    Topic = 2,

    /// <summary>The partition.</summary>
    Partition = 3,

    /// <summary>The value.</summary>
    Value = 4,

    /// <summary>The key.</summary>
    Key = 5,

    /// <summary>The number that comes back in the report.</summary>
    Number = 6,

    /// <summary>How the library takes the bytes.</summary>
    Flags = 7,

    /// <summary>The timestamp in milliseconds.</summary>
    Timestamp = 8,

    /// <summary>A list of headers; the library owns it after a success.</summary>
    Headers = 10,
}
