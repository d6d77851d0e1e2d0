using System.Net;
using Confluent.SchemaRegistry;

namespace Connect.Benchmarks.Avro;

/// <summary>A registry that holds one schema and answers at once.</summary>
internal sealed class OneSchemaRegistry(string text) : ISchemaRegistryClient
{
    private readonly RegisteredSchema _schema = new("t-value", 1, 7, text, SchemaType.Avro, []);

    public IEnumerable<KeyValuePair<string, string>> Config => [];

    public IAuthenticationHeaderValueProvider AuthHeaderProvider => null!;

    public IWebProxy Proxy => null!;

    public int MaxCachedSchemas => 1000;

    public Task<int> RegisterSchemaAsync(string subject, string avroSchema, bool normalize = false) => Task.FromResult(7);

    public Task<int> RegisterSchemaAsync(string subject, Schema schema, bool normalize = false) => Task.FromResult(7);

    public Task<RegisteredSchema> RegisterSchemaWithResponseAsync(string subject, Schema schema, bool normalize = false) => Task.FromResult(_schema);

    public Task<int> GetSchemaIdAsync(string subject, string avroSchema, bool normalize = false) => Task.FromResult(7);

    public Task<int> GetSchemaIdAsync(string subject, Schema schema, bool normalize = false) => Task.FromResult(7);

    public Task<Schema> GetSchemaAsync(int id, string? format = null) => Task.FromResult(_schema.Schema);

    public Task<Schema> GetSchemaBySubjectAndIdAsync(string subject, int id, string? format = null) => Task.FromResult(_schema.Schema);

    public Task<Schema> GetSchemaByGuidAsync(string guid, string? format = null) => Task.FromResult(_schema.Schema);

    public Task<RegisteredSchema> LookupSchemaAsync(string subject, Schema schema, bool ignoreDeletedSchemas, bool normalize = false) =>
        Task.FromResult(_schema);

    public Task<RegisteredSchema> GetRegisteredSchemaAsync(string subject, int version, bool ignoreDeletedSchemas = true) => Task.FromResult(_schema);

    public Task<string> GetSchemaAsync(string subject, int version) => Task.FromResult(text);

    public Task<RegisteredSchema> GetLatestSchemaAsync(string subject) => Task.FromResult(_schema);

    public Task<RegisteredSchema> GetLatestWithMetadataAsync(string subject, IDictionary<string, string> metadata, bool ignoreDeletedSchemas) =>
        Task.FromResult(_schema);

    public Task<List<string>> GetAllSubjectsAsync() => Task.FromResult<List<string>>(["t-value"]);

    public Task<List<int>> GetSubjectVersionsAsync(string subject) => Task.FromResult<List<int>>([1]);

    public Task<bool> IsCompatibleAsync(string subject, string avroSchema) => Task.FromResult(true);

    public Task<bool> IsCompatibleAsync(string subject, Schema schema) => Task.FromResult(true);

    public string ConstructKeySubjectName(string topic, string? recordType = null) => topic + "-key";

    public string ConstructValueSubjectName(string topic, string? recordType = null) => topic + "-value";

    public Task<Compatibility> GetCompatibilityAsync(string? subject = null) => Task.FromResult(Compatibility.None);

    public Task<Compatibility> UpdateCompatibilityAsync(Compatibility compatibility, string? subject = null) => Task.FromResult(Compatibility.None);

    public Task<List<Association>> GetAssociationsByResourceNameAsync(
        string resourceName, string resourceNamespace, string resourceType, List<string> associationTypes, string lifecycle, int offset, int limit) =>
            Task.FromResult<List<Association>>([]);

    public Task<AssociationResponse> CreateAssociationAsync(AssociationCreateOrUpdateRequest request) =>
        Task.FromException<AssociationResponse>(new NotSupportedException());

    public Task DeleteAssociationsAsync(string resourceId, string resourceType, List<string> associationTypes, bool cascadeLifecycle) =>
        Task.FromException(new NotSupportedException());

    public void ClearLatestCaches()
    {
    }

    public void ClearCaches()
    {
    }

    public void Dispose()
    {
    }
}
