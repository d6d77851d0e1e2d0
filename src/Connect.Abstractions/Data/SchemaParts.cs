namespace Connect.Data;

/// <summary>What a schema is made of, on its way from a builder (or another schema) into a new schema.</summary>
internal sealed record SchemaParts
{
    public required SchemaType Type { get; init; }

    public bool IsOptional { get; init; }

    public object? DefaultValue { get; init; }

    public string? Name { get; init; }

    public int? Version { get; init; }

    public string? Doc { get; init; }

    public OrderedDictionary<string, string?>? Parameters { get; init; }

    public IReadOnlyCollection<Field>? Fields { get; init; }

    public bool IsRecursive { get; init; }

    public Schema? KeySchema { get; init; }

    public Schema? ValueSchema { get; init; }
}
