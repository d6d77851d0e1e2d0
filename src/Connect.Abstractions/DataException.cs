namespace Connect;

/// <summary>Data that its schema, a converter or a transform does not accept.</summary>
/// <remarks>Subject to <c>errors.tolerance</c>. Corresponds to <c>org.apache.kafka.connect.errors.DataException</c>.</remarks>
public class DataException : ConnectException
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public DataException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    public DataException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public DataException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
