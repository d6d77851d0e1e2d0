namespace Connect.Converters.Avro.Registry.Ids;

/// <summary>Where a record contains its schema id.</summary>
internal enum SchemaIdPlace
{
    /// <summary>Before the data.</summary>
    Prefix,

    /// <summary>In a header, without a prefix before the data.</summary>
    Header,

    /// <summary>In a header if it exists, otherwise before the data; only for reading.</summary>
    HeaderOrPrefix,

    /// <summary>Nowhere: the configuration contains it; only for reading.</summary>
    Configuration,
}
