using System.Net;
using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry.Client;

/// <summary>Implements Confluent's interface, forwarding older overloads to the newer ones. Does not cache.</summary>
internal abstract class RegistryClientBase : ISchemaRegistryClient
{
    public IEnumerable<KeyValuePair<string, string>> Config => [];

    public virtual IAuthenticationHeaderValueProvider? AuthHeaderProvider => null;

    public IWebProxy? Proxy => null;

    public int MaxCachedSchemas => 0;

    public abstract Task<RegisteredSchema> RegisterSchemaWithResponseAsync(string subject, Schema schema, bool normalize = false);

    public abstract Task<RegisteredSchema> LookupSchemaAsync(string subject, Schema schema, bool ignoreDeletedSchemas, bool normalize = false);

    public abstract Task<Schema> GetSchemaAsync(int id, string? format = null);

    public abstract Task<Schema> GetSchemaBySubjectAndIdAsync(string subject, int id, string? format = null);

    public abstract Task<Schema> GetSchemaByGuidAsync(string guid, string? format = null);

    public abstract Task<RegisteredSchema> GetRegisteredSchemaAsync(string subject, int version, bool ignoreDeletedSchemas = true);

    public abstract Task<RegisteredSchema> GetLatestSchemaAsync(string subject);

    public abstract Task<RegisteredSchema> GetLatestWithMetadataAsync(
        string subject, IDictionary<string, string> metadata, bool ignoreDeletedSchemas);

    public abstract Task<List<string>> GetAllSubjectsAsync();

    public abstract Task<List<int>> GetSubjectVersionsAsync(string subject);

    public abstract Task<bool> IsCompatibleAsync(string subject, Schema schema);

    public abstract Task<Compatibility> GetCompatibilityAsync(string? subject = null);

    public abstract Task<Compatibility> UpdateCompatibilityAsync(Compatibility compatibility, string? subject = null);

    public abstract Task<List<Association>> GetAssociationsByResourceNameAsync(
        string resourceName, string resourceNamespace, string? resourceType, List<string>? associationTypes, string? lifecycle, int offset,
        int limit);

    public abstract Task<AssociationResponse> CreateAssociationAsync(AssociationCreateOrUpdateRequest request);

    public abstract Task DeleteAssociationsAsync(string resourceId, string? resourceType, List<string>? associationTypes, bool cascadeLifecycle);

    public abstract void Dispose();

    public async Task<int> RegisterSchemaAsync(string subject, Schema schema, bool normalize = false) =>
        (await RegisterSchemaWithResponseAsync(subject, schema, normalize).ConfigureAwait(false)).Id;

    public Task<int> RegisterSchemaAsync(string subject, string avroSchema, bool normalize = false) =>
        RegisterSchemaAsync(subject, new Schema(avroSchema, SchemaType.Avro), normalize);

    public async Task<int> GetSchemaIdAsync(string subject, Schema schema, bool normalize = false) =>
        (await LookupSchemaAsync(subject, schema, ignoreDeletedSchemas: true, normalize).ConfigureAwait(false)).Id;

    public Task<int> GetSchemaIdAsync(string subject, string avroSchema, bool normalize = false) =>
        GetSchemaIdAsync(subject, new Schema(avroSchema, SchemaType.Avro), normalize);

    public async Task<string> GetSchemaAsync(string subject, int version) =>
        (await GetRegisteredSchemaAsync(subject, version).ConfigureAwait(false)).SchemaString;

    public Task<bool> IsCompatibleAsync(string subject, string avroSchema) => IsCompatibleAsync(subject, new Schema(avroSchema, SchemaType.Avro));

    public string ConstructKeySubjectName(string topic, string? recordType = null) => topic + "-key";

    public string ConstructValueSubjectName(string topic, string? recordType = null) => topic + "-value";

    public void ClearLatestCaches()
    {
        // There are none.
    }

    public void ClearCaches()
    {
        // There are none.
    }
}
