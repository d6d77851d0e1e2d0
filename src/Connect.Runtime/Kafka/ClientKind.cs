namespace Connect.Runtime.Kafka;

/// <summary>Which of Kafka's clients a configuration is for; each knows other keys.</summary>
internal enum ClientKind
{
    /// <summary>A producer.</summary>
    Producer,

    /// <summary>A consumer.</summary>
    Consumer,

    /// <summary>An administrator.</summary>
    Admin,
}
