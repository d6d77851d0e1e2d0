namespace Connect.Converters.Avro.Registry;

/// <summary>The registry does not know the subject, the version or the schema that was asked for.</summary>
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
