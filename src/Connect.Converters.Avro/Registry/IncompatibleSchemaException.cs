namespace Connect.Converters.Avro.Registry;

/// <summary>A schema breaks the compatibility rule of its subject.</summary>
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
