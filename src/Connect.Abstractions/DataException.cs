namespace Connect;

/// <summary>Thrown for data that a schema, converter or transform does not accept.</summary>
/// <remarks><c>errors.tolerance</c> applies. Corresponds to <c>org.apache.kafka.connect.errors.DataException</c>.</remarks>
public class DataException : ConnectException
{
    /// <summary>Creates the exception with a default message.</summary>
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
