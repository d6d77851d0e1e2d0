using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry;

/// <summary>The calls of a schema registry that converters make.</summary>
/// <remarks>
/// Safe for any number of concurrent callers. Every call may fail with <see cref="RetriableConnectException"/> (the registry cannot be reached, and retries
/// are used up), <see cref="SchemaNotFoundException"/>, <see cref="IncompatibleSchemaException"/>, <see cref="DataException"/> (the registry refuses the schema) or
/// <see cref="ConnectException"/> (credentials or URL are wrong).
/// </remarks>
internal interface ISchemaRegistry : IDisposable
{
    /// <summary>Registers a schema under a subject, or finds that it is there.</summary>
    ValueTask<SchemaEntry> RegisterAsync(string subject, Schema schema, bool normalize, CancellationToken cancellationToken = default);

    /// <summary>Finds the id and version of a schema under a subject.</summary>
    ValueTask<SchemaEntry> LookUpAsync(string subject, Schema schema, bool normalize, bool includeDeleted, CancellationToken cancellationToken = default);

    /// <summary>Reads a schema by its id; the subject (may be null) tells the registry which context is meant.</summary>
    ValueTask<SchemaEntry> GetByIdAsync(int id, string? subject, CancellationToken cancellationToken = default);

    /// <summary>Reads a schema by its GUID.</summary>
    ValueTask<SchemaEntry> GetByGuidAsync(Guid guid, CancellationToken cancellationToken = default);

    /// <summary>Reads one version of a subject, also one that is deleted softly.</summary>
    ValueTask<SchemaEntry> GetVersionAsync(string subject, int version, CancellationToken cancellationToken = default);

    /// <summary>Reads the latest version of a subject.</summary>
    ValueTask<SchemaEntry> GetLatestAsync(string subject, CancellationToken cancellationToken = default);

    /// <summary>Reads the latest version of a subject that carries all the given metadata properties.</summary>
    ValueTask<SchemaEntry> GetLatestWithMetadataAsync(string subject, MetadataQuery metadata, CancellationToken cancellationToken = default);

    /// <summary>The subjects that are associated with a topic; empty where there are none or the registry has no associations.</summary>
    ValueTask<IReadOnlyList<string>> GetAssociatedSubjectsAsync(string clusterId, string topic, bool isKey, CancellationToken cancellationToken = default);
}
