namespace Connect.Converters.Avro.Records;

/// <summary>The type of record that a sink connector receives.</summary>
internal enum RecordForm
{
    /// <summary>Connect's <c>Struct</c>, with a schema.</summary>
    Struct,

    /// <summary>Apache.Avro's <c>GenericRecord</c>, without a Connect schema.</summary>
    Generic,

    /// <summary>A generated class, an <c>ISpecificRecord</c>, without a Connect schema.</summary>
    Specific,
}
