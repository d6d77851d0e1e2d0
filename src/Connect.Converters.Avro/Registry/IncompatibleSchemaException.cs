namespace Connect.Converters.Avro.Registry;

/// <summary>A schema violates the compatibility level of its subject.</summary>
internal sealed class IncompatibleSchemaException : DataException
{
    public IncompatibleSchemaException()
    {
    }

    public IncompatibleSchemaException(string message)
        : base(message)
    {
    }

    public IncompatibleSchemaException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
