namespace Connect;

/// <summary>The base class of all exceptions that Kafka Connect, connectors, converters and transforms throw deliberately.</summary>
/// <remarks>A task that throws it becomes FAILED, unless a derived class says otherwise. Corresponds to
/// <c>org.apache.kafka.connect.errors.ConnectException</c>.</remarks>
public class ConnectException : Exception
{
    /// <summary>Creates the exception with a default message.</summary>
    public ConnectException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    public ConnectException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ConnectException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the same call may succeed if it is repeated.</summary>
    /// <value>False here; true for <see cref="RetriableConnectException"/>.</value>
    public virtual bool IsTransient => false;
}
