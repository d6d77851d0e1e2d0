namespace Connect.Converters.Avro.Records;

/// <summary>What a record is to the sink connector.</summary>
internal enum RecordForm
{
    /// <summary>Connect's <c>Struct</c>, with a schema.</summary>
    Struct,

    /// <summary>Apache.Avro's <c>GenericRecord</c>, without a Connect schema.</summary>
    Generic,

    /// <summary>A generated class, an <c>ISpecificRecord</c>, without a Connect schema.</summary>
    Specific,
}
