namespace Connect.Runtime.Kafka.Native;

/// <summary>What librdkafka says of a configuration entry; the numbers are its own.</summary>
internal enum NativeConfigCheck
{
    /// <summary>It does not know the key.</summary>
    UnknownKey = -2,

    /// <summary>It knows the key, but the value is not valid.</summary>
    InvalidValue = -1,

    /// <summary>It takes the entry.</summary>
    Valid = 0,
}
