namespace Connect.Converters.Avro.Registry.Http.Messages;

/// <summary>Metadata of a schema; tags and the list of sensitive properties are of no use here.</summary>
internal sealed record MetadataBody
{
    public Dictionary<string, string>? Properties { get; init; }
}
