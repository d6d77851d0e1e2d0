namespace Connect;

/// <summary>A failure that passes: the runtime makes the same call again after a delay.</summary>
/// <remarks>From <c>PollAsync</c> the source is polled again, from <c>PutAsync</c> the same batch is delivered again, in a converter or transform <c>errors.retry.timeout</c> decides. Corresponds to <c>org.apache.kafka.connect.errors.RetriableException</c>.</remarks>
public class RetriableConnectException : ConnectException
{
    /// <summary>Creates the exception without a message of its own.</summary>
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
