using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry.Client;

/// <summary>Confluent's REST calls without the caches of its <see cref="CachedSchemaRegistryClient"/>: only
/// <see cref="Caching.CachingSchemaRegistry"/> caches.</summary>
internal sealed class RestRegistryClient(RestService rest, IAuthenticationHeaderValueProvider? credentials) : RegistryClientBase
{
    public override IAuthenticationHeaderValueProvider? AuthHeaderProvider => credentials;

    public override Task<RegisteredSchema> RegisterSchemaWithResponseAsync(string subject, Schema schema, bool normalize = false) =>
        rest.RegisterSchemaWithResponseAsync(subject, schema, normalize);

    public override Task<RegisteredSchema> LookupSchemaAsync(string subject, Schema schema, bool ignoreDeletedSchemas, bool normalize = false) =>
        rest.LookupSchemaAsync(subject, schema, ignoreDeletedSchemas, normalize);

    public override Task<Schema> GetSchemaAsync(int id, string? format = null) => rest.GetSchemaAsync(id, format);

    public override Task<Schema> GetSchemaBySubjectAndIdAsync(string subject, int id, string? format = null) =>
        rest.GetSchemaBySubjectAndIdAsync(subject, id, format);

    public override Task<Schema> GetSchemaByGuidAsync(string guid, string? format = null) => rest.GetSchemaByGuidAsync(guid, format);

    public override Task<RegisteredSchema> GetRegisteredSchemaAsync(string subject, int version, bool ignoreDeletedSchemas = true) =>
        version < 0 ? rest.GetLatestSchemaAsync(subject) : rest.GetSchemaAsync(subject, version, ignoreDeletedSchemas);

    public override Task<RegisteredSchema> GetLatestSchemaAsync(string subject) => rest.GetLatestSchemaAsync(subject);

    public override Task<RegisteredSchema> GetLatestWithMetadataAsync(
        string subject, IDictionary<string, string> metadata, bool ignoreDeletedSchemas) =>
        rest.GetLatestWithMetadataAsync(subject, metadata, ignoreDeletedSchemas);

    public override Task<List<string>> GetAllSubjectsAsync() => rest.GetSubjectsAsync();

    public override Task<List<int>> GetSubjectVersionsAsync(string subject) => rest.GetSubjectVersionsAsync(subject);

    public override Task<bool> IsCompatibleAsync(string subject, Schema schema) => rest.TestLatestCompatibilityAsync(subject, schema);

    public override Task<Compatibility> GetCompatibilityAsync(string? subject = null) => rest.GetCompatibilityAsync(subject);

    public override Task<Compatibility> UpdateCompatibilityAsync(Compatibility compatibility, string? subject = null) =>
        rest.UpdateCompatibilityAsync(subject, compatibility);

    public override Task<List<Association>> GetAssociationsByResourceNameAsync(
        string resourceName, string resourceNamespace, string? resourceType, List<string>? associationTypes, string? lifecycle, int offset,
        int limit) =>
        rest.GetAssociationsByResourceNameAsync(resourceName, resourceNamespace, resourceType, associationTypes, lifecycle, offset, limit);

    public override Task<AssociationResponse> CreateAssociationAsync(AssociationCreateOrUpdateRequest request) =>
        rest.CreateAssociationAsync(request);

    public override Task DeleteAssociationsAsync(string resourceId, string? resourceType, List<string>? associationTypes, bool cascadeLifecycle) =>
        rest.DeleteAssociationsAsync(resourceId, resourceType, associationTypes, cascadeLifecycle);

    public override void Dispose()
    {
        rest.Dispose();
        (credentials as IDisposable)?.Dispose();
    }
}
