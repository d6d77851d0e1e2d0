namespace Connect;

/// <summary>Thrown when a schema cannot be built.</summary>
/// <remarks>Corresponds to <c>org.apache.kafka.connect.errors.SchemaBuilderException</c>.</remarks>
public sealed class SchemaBuilderException : DataException
{
    /// <summary>Creates the exception with a default message.</summary>
    public SchemaBuilderException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    public SchemaBuilderException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public SchemaBuilderException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
