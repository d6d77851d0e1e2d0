namespace Connect.Runtime.Pipeline;

/// <summary>Checks the times of records.</summary>
internal static class RecordTimestamp
{
    private const long None = -1;

    /// <summary>Converts a timestamp: null for Kafka's "none".</summary>
    /// <exception cref="ConnectException">It is before the Unix epoch, which Kafka does not accept.</exception>
    public static long? Check(long? timestamp) => timestamp switch
    {
        null or >= 0 => timestamp,
        None => null,
        _ => throw new ConnectException($"Invalid record timestamp {timestamp}"),
    };
}
