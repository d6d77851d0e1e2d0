namespace Connect.Runtime.Kafka.Logs;

/// <summary>Says that records for an internal topic were not, or not surely, written.</summary>
/// <param name="message">What failed and why.</param>
/// <param name="innerException">The cause.</param>
internal sealed class LogWriteException(string message, Exception? innerException = null) : ConnectException(message, innerException)
{
    /// <summary>Whether the writer is not, or no longer, the leader: another worker may have taken over. Nothing is written then.</summary>
    public bool IsFenced { get; init; }

    /// <summary>Whether the records may be in the topic anyway, now or in a moment.</summary>
    public bool MayBeWritten { get; init; }

    /// <inheritdoc/>
    public override bool IsTransient => IsFenced || (InnerException as KafkaClientException)?.IsTransient == true;
}
