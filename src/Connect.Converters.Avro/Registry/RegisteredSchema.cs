namespace Connect.Converters.Avro.Registry;

/// <summary>What a registry said about a schema. Registries differ in what they send: only what was there is set.</summary>
internal sealed record RegisteredSchema
{
    /// <summary>The number that stands in front of each record; -1 when the answer had none.</summary>
    public int Id { get; init; } = -1;

    /// <summary>The registry's own name for the content; only newer Confluent registries send it.</summary>
    public Guid? Guid { get; init; }

    /// <summary>The subject the answer speaks of.</summary>
    public string? Subject { get; init; }

    /// <summary>The version under <see cref="Subject"/>.</summary>
    public int? Version { get; init; }

    /// <summary>The schema; null where the answer was only an id.</summary>
    public SchemaDefinition? Schema { get; init; }

    /// <summary>Properties that were registered with the schema.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = EmptyMetadata;

    /// <summary>Names of the rules that are to run when a record is written; they are not run here.</summary>
    public IReadOnlyList<string> WriteRules { get; init; } = [];

    /// <summary>Names of the rules that are to run when a record is read; they are not run here.</summary>
    public IReadOnlyList<string> ReadRules { get; init; } = [];

    private static IReadOnlyDictionary<string, string> EmptyMetadata { get; } = new Dictionary<string, string>();
}
