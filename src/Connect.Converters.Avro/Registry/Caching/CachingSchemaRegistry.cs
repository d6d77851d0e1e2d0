using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry.Caching;

/// <summary>Caches the answers of a registry. The schema of an id, GUID or version never changes, so these entries do not expire. The latest version
/// expires, and is evicted when this client registers a schema.</summary>
internal sealed class CachingSchemaRegistry(ISchemaRegistry registry, RegistryClientConfig config, TimeProvider clock) : ISchemaRegistry
{
    // Bounded, because with a record name strategy the subjects come from the data.
    private const int MaxSubjects = 10_000;

    private readonly Lock _lock = new();
    private readonly BoundedMap<string, SubjectCaches> _subjects = new(MaxSubjects);
    private readonly FlightCache<Guid, SchemaEntry> _byGuid = new(config.MaxSchemasPerSubject, null, config.MissingIdTtl, clock);
    private readonly FlightCache<(string Cluster, string Topic, bool IsKey), IReadOnlyList<string>> _associations = new(
        MaxSubjects, null, TimeSpan.Zero, clock);

    public ValueTask<SchemaEntry> RegisterAsync(string subject, Schema schema, bool normalize, CancellationToken cancellationToken)
    {
        var caches = CachesOf(subject);
        return caches.Registered.GetAsync(
            (schema, normalize),
            async token =>
            {
                var answer = await registry.RegisterAsync(subject, schema, normalize, token).ConfigureAwait(false);
                caches.Latest.Remove(subject);
                return answer;
            },
            cancellationToken);
    }

    public ValueTask<SchemaEntry> LookUpAsync(
        string subject, Schema schema, bool normalize, bool includeDeleted, CancellationToken cancellationToken) =>
        CachesOf(subject).LookedUp.GetAsync(
            (schema, normalize, includeDeleted), token => registry.LookUpAsync(subject, schema, normalize, includeDeleted, token), cancellationToken);

    public ValueTask<SchemaEntry> GetByIdAsync(int id, string? subject, CancellationToken cancellationToken) =>
        CachesOf(subject ?? "").ById.GetAsync(id, token => registry.GetByIdAsync(id, subject, token), cancellationToken);

    public ValueTask<SchemaEntry> GetByGuidAsync(Guid guid, CancellationToken cancellationToken) =>
        _byGuid.GetAsync(guid, token => registry.GetByGuidAsync(guid, token), cancellationToken);

    public ValueTask<SchemaEntry> GetVersionAsync(string subject, int version, CancellationToken cancellationToken) =>
        version < 0
            ? GetLatestAsync(subject, cancellationToken)
            : CachesOf(subject).ByVersion.GetAsync(version, token => registry.GetVersionAsync(subject, version, token), cancellationToken);

    public ValueTask<SchemaEntry> GetLatestAsync(string subject, CancellationToken cancellationToken) =>
        CachesOf(subject).Latest.GetAsync(subject, token => registry.GetLatestAsync(subject, token), cancellationToken);

    public ValueTask<SchemaEntry> GetLatestWithMetadataAsync(string subject, MetadataQuery metadata, CancellationToken cancellationToken) =>
        CachesOf(subject).LatestWithMetadata.GetAsync(
            metadata, token => registry.GetLatestWithMetadataAsync(subject, metadata, token), cancellationToken);

    public ValueTask<IReadOnlyList<string>> GetAssociatedSubjectsAsync(
        string clusterId, string topic, bool isKey, CancellationToken cancellationToken) =>
        _associations.GetAsync(
            (clusterId, topic, isKey), token => registry.GetAssociatedSubjectsAsync(clusterId, topic, isKey, token), cancellationToken);

    public void Dispose() => registry.Dispose();

    private SubjectCaches CachesOf(string subject)
    {
        lock (_lock)
        {
            if (!_subjects.TryGet(subject, out var caches))
                _subjects.Set(subject, caches = new SubjectCaches(config, clock));

            return caches;
        }
    }
}
