namespace Connect;

/// <summary>Thrown when a value cannot be projected from one schema to another.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.errors.SchemaProjectorException</c>.</remarks>
public sealed class SchemaProjectorException : DataException
{
    /// <summary>Creates the exception with a default message.</summary>
    public SchemaProjectorException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    public SchemaProjectorException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public SchemaProjectorException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
