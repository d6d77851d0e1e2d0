namespace Connect.Converters.Avro.Registry.Caching;

/// <summary>What is remembered of one subject; each cache holds <c>max.schemas.per.subject</c> entries.</summary>
internal sealed class SubjectCaches(RegistryClientConfig config, TimeProvider clock)
{
    // Where errors are tolerated each record of a refused schema comes here: the registry is not to be asked for each of them.
    private static readonly TimeSpan RefusedTtl = TimeSpan.FromSeconds(1);

    /// <summary>Answers to registrations.</summary>
    public FlightCache<(SchemaDefinition Schema, bool Normalize), RegisteredSchema> Registered { get; } =
        new(config.MaxSchemasPerSubject, null, RefusedTtl, clock);

    /// <summary>Answers to look-ups.</summary>
    public FlightCache<(SchemaDefinition Schema, bool Normalize, bool Deleted), RegisteredSchema> LookedUp { get; } =
        new(config.MaxSchemasPerSubject, null, config.MissingSchemaTtl, clock);

    /// <summary>Schemas by id.</summary>
    public FlightCache<int, RegisteredSchema> ById { get; } = new(config.MaxSchemasPerSubject, null, config.MissingIdTtl, clock);

    /// <summary>Schemas by version.</summary>
    public FlightCache<(int Version, bool Deleted), RegisteredSchema> ByVersion { get; } =
        new(config.MaxSchemasPerSubject, null, config.MissingVersionTtl, clock);

    /// <summary>The latest version.</summary>
    public FlightCache<string, RegisteredSchema> Latest { get; } = new(1, config.LatestTtl, TimeSpan.Zero, clock);

    /// <summary>The latest version with some metadata.</summary>
    public FlightCache<MetadataQuery, RegisteredSchema> LatestWithMetadata { get; } =
        new(config.MaxSchemasPerSubject, config.LatestTtl, TimeSpan.Zero, clock);
}
