using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Records;

/// <summary>Schemas between our model and Apache.Avro's, by their text.</summary>
internal static class ApacheSchemas
{
    /// <exception cref="DataException">It is not a schema of Avro for Java.</exception>
    public static AvroSchema ToOurs(global::Avro.Schema schema) => AvroSchema.Parse(schema.ToString());

    /// <exception cref="DataException">Apache.Avro, which is stricter than Avro for Java in some places, does not take the schema.</exception>
    public static global::Avro.Schema ToApache(AvroSchema schema)
    {
        try
        {
            return global::Avro.Schema.Parse(schema.ToString());
        }
        catch (global::Avro.AvroException exception)
        {
            throw new DataException($"Apache.Avro does not take the schema of {schema.FullName}, so its data cannot be a GenericRecord or ISpecificRecord: {exception.Message}", exception);
        }
    }

    /// <summary>Whether a failure comes from data that does not fit its schema.</summary>
    public static bool IsMisfit(Exception exception) =>
        exception is global::Avro.AvroException or InvalidCastException or NullReferenceException or OverflowException or ArgumentException or KeyNotFoundException or FormatException or IOException;
}
