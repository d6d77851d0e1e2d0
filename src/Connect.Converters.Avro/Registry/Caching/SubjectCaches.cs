using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry.Caching;

/// <summary>The caches of one subject, each with at most <c>max.schemas.per.subject</c> entries.</summary>
internal sealed class SubjectCaches(RegistryClientConfig config, TimeProvider clock)
{
    // With errors.tolerance=all, each record with a refused schema looks it up here: do not ask the registry each time.
    private static readonly TimeSpan RefusedTtl = TimeSpan.FromSeconds(1);

    /// <summary>Answers to registrations.</summary>
    public FlightCache<(Schema Schema, bool Normalize), SchemaEntry> Registered { get; } =
        new(config.MaxSchemasPerSubject, null, RefusedTtl, clock);

    /// <summary>Answers to look-ups.</summary>
    public FlightCache<(Schema Schema, bool Normalize, bool Deleted), SchemaEntry> LookedUp { get; } =
        new(config.MaxSchemasPerSubject, null, config.MissingSchemaTtl, clock);

    /// <summary>Schemas by id.</summary>
    public FlightCache<int, SchemaEntry> ById { get; } = new(config.MaxSchemasPerSubject, null, config.MissingIdTtl, clock);

    /// <summary>Schemas by version.</summary>
    public FlightCache<int, SchemaEntry> ByVersion { get; } =
        new(config.MaxSchemasPerSubject, null, config.MissingVersionTtl, clock);

    /// <summary>The latest version.</summary>
    public FlightCache<string, SchemaEntry> Latest { get; } = new(1, config.LatestTtl, TimeSpan.Zero, clock);

    /// <summary>The latest version with some metadata.</summary>
    public FlightCache<MetadataQuery, SchemaEntry> LatestWithMetadata { get; } =
        new(config.MaxSchemasPerSubject, config.LatestTtl, TimeSpan.Zero, clock);
}
