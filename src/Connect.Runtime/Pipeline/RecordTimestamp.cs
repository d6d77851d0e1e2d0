namespace Connect.Runtime.Pipeline;

/// <summary>Checks the times of records.</summary>
internal static class RecordTimestamp
{
    private const long None = -1;

    /// <summary>The time as the engine keeps it: null for Kafka's "none".</summary>
    /// <exception cref="ConnectException">It is before the Unix epoch, which Kafka does not keep.</exception>
    public static long? Check(long? timestamp) => timestamp switch
    {
        null or >= 0 => timestamp,
        None => null,
        _ => throw new ConnectException($"Invalid record timestamp {timestamp}"),
    };
}
