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
    ValueTask<RegisteredSchema> RegisterAsync(string subject, SchemaDefinition schema, bool normalize, CancellationToken cancellationToken = default);

    /// <summary>Finds the id and version of a schema under a subject.</summary>
    ValueTask<RegisteredSchema> LookUpAsync(string subject, SchemaDefinition schema, bool normalize, bool includeDeleted, CancellationToken cancellationToken = default);

    /// <summary>Reads a schema by its id; the subject (may be null) tells the registry which context is meant.</summary>
    ValueTask<RegisteredSchema> GetByIdAsync(int id, string? subject, CancellationToken cancellationToken = default);

    /// <summary>Reads a schema by its GUID.</summary>
    ValueTask<RegisteredSchema> GetByGuidAsync(Guid guid, CancellationToken cancellationToken = default);

    /// <summary>Reads one version of a subject.</summary>
    ValueTask<RegisteredSchema> GetVersionAsync(string subject, int version, bool includeDeleted, CancellationToken cancellationToken = default);

    /// <summary>Reads the latest version of a subject.</summary>
    ValueTask<RegisteredSchema> GetLatestAsync(string subject, CancellationToken cancellationToken = default);

    /// <summary>Reads the latest version of a subject that carries all the given metadata properties.</summary>
    ValueTask<RegisteredSchema> GetLatestWithMetadataAsync(string subject, MetadataQuery metadata, CancellationToken cancellationToken = default);

    /// <summary>Asks whether a schema may become the next version of a subject.</summary>
    ValueTask<CompatibilityResult> TestCompatibilityAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken = default);

    /// <summary>The compatibility level of a subject, or the global one where it has none; null when the registry has no such setting.</summary>
    ValueTask<string?> GetCompatibilityAsync(string subject, CancellationToken cancellationToken = default);

    /// <summary>Sets the compatibility level of a subject, or the global one for a null subject.</summary>
    ValueTask SetCompatibilityAsync(string? subject, string level, CancellationToken cancellationToken = default);

    /// <summary>The mode of a subject (READWRITE, READONLY, IMPORT), or the global one; null when the registry has no modes.</summary>
    ValueTask<string?> GetModeAsync(string subject, CancellationToken cancellationToken = default);

    /// <summary>The subjects that are associated with a topic; empty where there are none or the registry has no associations.</summary>
    ValueTask<IReadOnlyList<string>> GetAssociatedSubjectsAsync(string clusterId, string topic, bool isKey, CancellationToken cancellationToken = default);
}
