using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Records;

/// <summary>Converts schemas between our model and Apache.Avro's, through their text.</summary>
internal static class ApacheSchemas
{
    /// <exception cref="DataException">The schema is not valid in Avro for Java.</exception>
    public static AvroSchema ToOurs(global::Avro.Schema schema) => AvroSchema.Parse(schema.ToString());

    /// <exception cref="DataException">Apache.Avro, which is stricter than Avro for Java in some respects, does not accept the schema.</exception>
    public static global::Avro.Schema ToApache(AvroSchema schema)
    {
        try
        {
            return global::Avro.Schema.Parse(schema.ToString());
        }
        catch (global::Avro.AvroException exception)
        {
            throw new DataException(
                $"Apache.Avro does not accept the schema of {schema.FullName}, so its data cannot be a GenericRecord or ISpecificRecord: "
                    + $"{exception.Message}",
                exception);
        }
    }

    /// <summary>Whether an exception means that data does not match its schema.</summary>
    public static bool IsMisfit(Exception exception) =>
        exception is global::Avro.AvroException or InvalidCastException or NullReferenceException or OverflowException or ArgumentException
            or KeyNotFoundException or FormatException or IOException;
}
