namespace Connect.Runtime;

/// <summary>Thrown when a connector with this name already exists.</summary>
/// <remarks>409 over REST. Corresponds to <c>org.apache.kafka.connect.errors.AlreadyExistsException</c>.</remarks>
public sealed class ConnectorAlreadyExistsException : ConnectException
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public ConnectorAlreadyExistsException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, and what to do.</param>
    public ConnectorAlreadyExistsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ConnectorAlreadyExistsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
