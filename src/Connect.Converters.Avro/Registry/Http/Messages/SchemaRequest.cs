namespace Connect.Converters.Avro.Registry.Http.Messages;

/// <summary>The body that registers or looks up a schema. Members without content are left out: some registries refuse members they do not expect.</summary>
internal sealed record SchemaRequest
{
    public required string Schema { get; init; }

    public string? SchemaType { get; init; }

    public IReadOnlyList<ReferenceBody>? References { get; init; }

    public static SchemaRequest From(SchemaDefinition schema) => new()
    {
        Schema = schema.Text,
        SchemaType = schema.Type,
        References = schema.References.Count == 0 ? null : [.. schema.References.Select(ReferenceBody.From)],
    };
}
