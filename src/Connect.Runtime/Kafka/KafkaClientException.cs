namespace Connect.Runtime.Kafka;

/// <summary>An error of a Kafka client.</summary>
internal sealed class KafkaClientException : ConnectException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, with topic, partition and group if known, and what to do.</param>
    /// <param name="kind">The kind of error.</param>
    /// <param name="code">Kafka's error code; negative codes are the client's own.</param>
    /// <param name="isFatal">Whether the client can no longer be used.</param>
    /// <param name="innerException">The client's exception.</param>
    public KafkaClientException(string message, KafkaErrorKind kind, int code = -1, bool isFatal = false, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Code = code;
        IsFatal = isFatal;
    }

    /// <summary>The kind of error.</summary>
    public KafkaErrorKind Kind { get; }

    /// <summary>Kafka's error code; negative codes are the client's own.</summary>
    public int Code { get; }

    /// <summary>Whether the client can no longer be used and must be replaced.</summary>
    public bool IsFatal { get; }

    /// <inheritdoc/>
    public override bool IsTransient => Kind == KafkaErrorKind.Transient && !IsFatal;
}
