namespace Connect.Runtime.Kafka;

/// <summary>What a Kafka client reports, in the engine's words.</summary>
internal sealed class KafkaClientException : ConnectException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, with topic, partition and group where they are known, and what to do.</param>
    /// <param name="kind">What it means.</param>
    /// <param name="code">Kafka's error code; negative ones are the client's own.</param>
    /// <param name="isFatal">Whether the client can do nothing more.</param>
    /// <param name="innerException">The client's exception.</param>
    public KafkaClientException(string message, KafkaErrorKind kind, int code = -1, bool isFatal = false, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Code = code;
        IsFatal = isFatal;
    }

    /// <summary>What it means to the engine.</summary>
    public KafkaErrorKind Kind { get; }

    /// <summary>Kafka's error code; negative ones are the client's own.</summary>
    public int Code { get; }

    /// <summary>Whether the client can do nothing more: only a new one helps.</summary>
    public bool IsFatal { get; }

    /// <inheritdoc/>
    public override bool IsTransient => Kind == KafkaErrorKind.Transient && !IsFatal;
}
