namespace Connect.Runtime.Kafka.Translation;

/// <summary>A set of clients that know a key.</summary>
[Flags]
internal enum ClientKinds
{
    /// <summary>No client.</summary>
    None = 0,

    /// <summary>Producers.</summary>
    Producer = 1,

    /// <summary>Consumers.</summary>
    Consumer = 2,

    /// <summary>Administrators.</summary>
    Admin = 4,

    /// <summary>All three.</summary>
    Every = Producer | Consumer | Admin,
}
