namespace Connect.Converters.Avro.Registry.Http.Messages;

/// <summary>The answer of every call that speaks of one schema; registries send different parts of it.</summary>
internal sealed record SchemaAnswer
{
    public int? Id { get; init; }

    public string? Guid { get; init; }

    public string? Subject { get; init; }

    public int? Version { get; init; }

    public string? SchemaType { get; init; }

    public string? Schema { get; init; }

    public IReadOnlyList<ReferenceBody>? References { get; init; }

    public MetadataBody? Metadata { get; init; }

    public RuleSetBody? RuleSet { get; init; }

    public RegisteredSchema ToRegistered() => new()
    {
        Id = Id ?? -1,
        Guid = System.Guid.TryParse(Guid, out var guid) ? guid : null,
        Subject = Subject,
        Version = Version,
        Schema = Schema is null
            ? null
            : new SchemaDefinition(
                Schema,
                References?.Select(reference => reference.ToReference()).ToArray(),
                string.IsNullOrEmpty(SchemaType) ? SchemaDefinition.Avro : SchemaType),
        Metadata = Metadata?.Properties ?? new Dictionary<string, string>(),
        WriteRules = RuleSet?.NamesOf("WRITE") ?? [],
        ReadRules = RuleSet?.NamesOf("READ") ?? [],
    };
}
