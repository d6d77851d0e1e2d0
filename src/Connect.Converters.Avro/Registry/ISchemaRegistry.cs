using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry;

/// <summary>The schema registry requests that converters need.</summary>
/// <remarks> Thread-safe. Every call may fail with <see cref="RetriableConnectException"/> (the registry is unreachable and the retries are
/// exhausted), <see cref="SchemaNotFoundException"/>, <see cref="IncompatibleSchemaException"/>, <see cref="DataException"/> (the registry refuses
/// the schema) or <see cref="ConnectException"/> (credentials or URL are wrong).
/// </remarks>
internal interface ISchemaRegistry : IDisposable
{
    /// <summary>Registers a schema under a subject, or returns the existing registration.</summary>
    ValueTask<SchemaEntry> RegisterAsync(string subject, Schema schema, bool normalize, CancellationToken cancellationToken = default);

    /// <summary>Finds the id and version of a schema under a subject.</summary>
    ValueTask<SchemaEntry> LookUpAsync(
        string subject, Schema schema, bool normalize, bool includeDeleted, CancellationToken cancellationToken = default);

    /// <summary>Reads a schema by its id. The subject, which may be null, tells the registry the context.</summary>
    ValueTask<SchemaEntry> GetByIdAsync(int id, string? subject, CancellationToken cancellationToken = default);

    /// <summary>Reads a schema by its GUID.</summary>
    ValueTask<SchemaEntry> GetByGuidAsync(Guid guid, CancellationToken cancellationToken = default);

    /// <summary>Reads a version of a subject, including soft-deleted versions.</summary>
    ValueTask<SchemaEntry> GetVersionAsync(string subject, int version, CancellationToken cancellationToken = default);

    /// <summary>Reads the latest version of a subject.</summary>
    ValueTask<SchemaEntry> GetLatestAsync(string subject, CancellationToken cancellationToken = default);

    /// <summary>Reads the latest version of a subject that has all given metadata properties.</summary>
    ValueTask<SchemaEntry> GetLatestWithMetadataAsync(string subject, MetadataQuery metadata, CancellationToken cancellationToken = default);

    /// <summary>Reads the subjects that are associated with a topic; empty if there are none or the registry does not support associations.</summary>
    ValueTask<IReadOnlyList<string>> GetAssociatedSubjectsAsync(
        string clusterId, string topic, bool isKey, CancellationToken cancellationToken = default);
}
