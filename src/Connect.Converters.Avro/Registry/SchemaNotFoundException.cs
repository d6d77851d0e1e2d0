namespace Connect.Converters.Avro.Registry;

/// <summary>The registry does not know the requested subject, version or schema.</summary>
internal sealed class SchemaNotFoundException : DataException
{
    public SchemaNotFoundException()
    {
    }

    public SchemaNotFoundException(string message)
        : base(message)
    {
    }

    public SchemaNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
