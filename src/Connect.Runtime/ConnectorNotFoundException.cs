namespace Connect.Runtime;

/// <summary>Thrown when a connector, task or plugin does not exist.</summary>
/// <remarks>404 over REST. Corresponds to <c>org.apache.kafka.connect.errors.NotFoundException</c>.</remarks>
public sealed class ConnectorNotFoundException : ConnectException
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public ConnectorNotFoundException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, and what to do.</param>
    public ConnectorNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ConnectorNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
