namespace Connect.Runtime;

/// <summary>Thrown for an invalid request.</summary>
/// <remarks>400 over REST. Corresponds to <c>org.apache.kafka.connect.runtime.rest.errors.BadRequestException</c>.</remarks>
public sealed class BadRequestException : ConnectException
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public BadRequestException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, and what to do.</param>
    public BadRequestException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public BadRequestException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
