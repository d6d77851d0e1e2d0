namespace Connect;

/// <summary>Thrown for a temporary failure: the runtime repeats the call after a delay.</summary>
/// <remarks>Thrown from <c>PollAsync</c>, the source is polled again; from <c>PutAsync</c>, the same batch is delivered again; in a converter or
/// transform, <c>errors.retry.timeout</c> applies. Corresponds to <c>org.apache.kafka.connect.errors.RetriableException</c>.</remarks>
public class RetriableConnectException : ConnectException
{
    /// <summary>Creates the exception with a default message.</summary>
    public RetriableConnectException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    public RetriableConnectException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public RetriableConnectException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
