namespace Connect.Converters.Avro.Registry.Ids;

/// <summary>Where a record carries its schema's id.</summary>
internal enum SchemaIdPlace
{
    /// <summary>In front of the data.</summary>
    Prefix,

    /// <summary>In a header, the data standing alone.</summary>
    Header,

    /// <summary>In a header if it is there, else in front of the data; only for reading.</summary>
    HeaderOrPrefix,

    /// <summary>Nowhere: the configuration says it; only for reading.</summary>
    Configuration,
}
