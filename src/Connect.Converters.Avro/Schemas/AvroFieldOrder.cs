namespace Connect.Converters.Avro.Schemas;

/// <summary>How a field counts when records are sorted.</summary>
internal enum AvroFieldOrder
{
    Ascending,
    Descending,
    Ignore,
}
