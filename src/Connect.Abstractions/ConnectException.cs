namespace Connect;

/// <summary>The root of everything that Kafka Connect, a connector, a converter or a transform raises on purpose.</summary>
/// <remarks>A task that throws it becomes FAILED, unless a derived class says otherwise. Corresponds to <c>org.apache.kafka.connect.errors.ConnectException</c>.</remarks>
public class ConnectException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
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

    /// <summary>Whether the same call may succeed when it is made again.</summary>
    /// <value>False here; true for <see cref="RetriableConnectException"/>.</value>
    public virtual bool IsTransient => false;
}
