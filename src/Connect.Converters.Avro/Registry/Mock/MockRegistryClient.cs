using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Registry.Client;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Registry.Mock;

/// <summary>An in-memory registry for tests and trials (<c>schema.registry.url=mock://name</c>): only Avro, one id for each schema, with
/// compatibility checks. Returns the errors of a real registry.</summary>
internal sealed class MockRegistryClient : RegistryClientBase
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MockSubject> _subjects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RegisteredSchema> _byContent = new(StringComparer.Ordinal);
    private readonly List<RegisteredSchema> _byId = [];
    private Compatibility _global = Compatibility.Backward;

    public override Task<RegisteredSchema> RegisterSchemaWithResponseAsync(string subject, Schema schema, bool normalize = false) => Locked(() =>
    {
        var parsed = Parse(schema);
        var content = parsed.ToString();
        if (!_subjects.TryGetValue(subject, out var known))
            known = new MockSubject();

        if (known.Versions.Find(version => version.Content == content) is { } found)
            return found.Registered;

        if (Violations(known, parsed) is { Count: > 0 } violations)
        {
            throw new SchemaRegistryException(
                $"Schema being registered is incompatible with an earlier schema for subject \"{subject}\", details: "
                    + $"[{string.Join("; ", violations)}]",
                HttpStatusCode.Conflict, 409);
        }

        var first = WithId(schema, content);
        var registered = new RegisteredSchema(
            subject, known.Versions.Count + 1, first.Id, first.Guid, first.SchemaString, SchemaType.Avro, first.References);
        known.Versions.Add(new MockVersion(registered, parsed, content));
        _subjects[subject] = known;
        return registered;
    });

    public override Task<RegisteredSchema> LookupSchemaAsync(string subject, Schema schema, bool ignoreDeletedSchemas, bool normalize = false) =>
        Locked(() =>
    {
        var content = Parse(schema).ToString();
        return Subject(subject).Versions.Find(version => version.Content == content)?.Registered
            ?? throw NotFound($"Schema not found under subject '{subject}'", 40403);
    });

    public override Task<Schema> GetSchemaAsync(int id, string? format = null) => Locked(() =>
        id > 0 && id <= _byId.Count
            ? _byId[id - 1].Schema : throw NotFound(string.Create(CultureInfo.InvariantCulture, $"Schema {id} not found"), 40403));

    public override Task<Schema> GetSchemaBySubjectAndIdAsync(string subject, int id, string? format = null) => GetSchemaAsync(id, format);

    public override Task<Schema> GetSchemaByGuidAsync(string guid, string? format = null) => Locked(() =>
        _byId.Find(schema => schema.Guid == guid)?.Schema ?? throw NotFound($"Schema {guid} not found", 40403));

    public override Task<RegisteredSchema> GetRegisteredSchemaAsync(string subject, int version, bool ignoreDeletedSchemas = true) => Locked(() =>
    {
        var versions = Subject(subject).Versions;
        return version > 0 && version <= versions.Count
            ? versions[version - 1].Registered
            : throw NotFound(string.Create(CultureInfo.InvariantCulture, $"Version {version} of subject '{subject}' not found"), 40402);
    });

    public override Task<RegisteredSchema> GetLatestSchemaAsync(string subject) => Locked(() => Subject(subject).Versions[^1].Registered);

    public override Task<RegisteredSchema> GetLatestWithMetadataAsync(
        string subject, IDictionary<string, string> metadata, bool ignoreDeletedSchemas) =>
        Task.FromException<RegisteredSchema>(NotFound($"No schema of subject '{subject}' has the metadata: a registry in memory keeps none", 40403));

    public override Task<List<string>> GetAllSubjectsAsync() =>
        Locked(() =>
            _subjects.Where(subject => subject.Value.Versions.Count > 0).Select(subject => subject.Key).Order(StringComparer.Ordinal).ToList());

    public override Task<List<int>> GetSubjectVersionsAsync(string subject) =>
        Locked(() => Subject(subject).Versions.ConvertAll(version => version.Registered.Version));

    public override Task<bool> IsCompatibleAsync(string subject, Schema schema) =>
        Locked(() => Violations(Subject(subject), Parse(schema)).Count == 0);

    public override Task<Compatibility> GetCompatibilityAsync(string? subject = null) =>
        Locked(() => (subject is null ? null : _subjects.GetValueOrDefault(subject)?.Rule) ?? _global);

    public override Task<Compatibility> UpdateCompatibilityAsync(Compatibility compatibility, string? subject = null) => Locked(() =>
    {
        if (subject is null)
            _global = compatibility;
        else if (_subjects.TryGetValue(subject, out var known))
            known.Rule = compatibility;
        else
            _subjects[subject] = new MockSubject { Rule = compatibility };

        return compatibility;
    });

    public override Task<List<Association>> GetAssociationsByResourceNameAsync(
        string resourceName, string resourceNamespace, string? resourceType, List<string>? associationTypes, string? lifecycle, int offset,
        int limit) => Task.FromResult(new List<Association>());

    public override Task<AssociationResponse> CreateAssociationAsync(AssociationCreateOrUpdateRequest request) =>
        Task.FromException<AssociationResponse>(NoAssociations());

    public override Task DeleteAssociationsAsync(string resourceId, string? resourceType, List<string>? associationTypes, bool cascadeLifecycle) =>
        Task.FromException(NoAssociations());

    public override void Dispose()
    {
        // Not disposed with its converters: other converters read the schemas that one has registered.
    }

    private static SchemaRegistryException NotFound(string message, int code) => new(message, HttpStatusCode.NotFound, code);

    private static SchemaRegistryException NoAssociations() => NotFound("A registry in memory has no associations", 404);

    private Task<T> Locked<T>(Func<T> act)
    {
        try
        {
            lock (_lock)
                return Task.FromResult(act());
        }
        catch (SchemaRegistryException refusal)
        {
            return Task.FromException<T>(refusal);
        }
    }

    private MockSubject Subject(string subject) =>
        _subjects.TryGetValue(subject, out var known) && known.Versions.Count > 0 ? known : throw NotFound($"Subject '{subject}' not found", 40401);

    private AvroSchema Parse(Schema schema)
    {
        if (schema.SchemaType != SchemaType.Avro)
            throw new SchemaRegistryException(
                $"An in-memory registry supports only Avro schemas, not {schema.SchemaType}", HttpStatusCode.UnprocessableEntity, 42201);

        try
        {
            return AvroSchema.Parse(schema.SchemaString, References(schema).Select(reference => reference.Parsed));
        }
        catch (DataException exception)
        {
            throw new SchemaRegistryException($"Invalid schema: {exception.Message}", HttpStatusCode.UnprocessableEntity, 42201);
        }
    }

    private IEnumerable<MockVersion> References(Schema schema)
    {
        foreach (var reference in schema.References ?? [])
        {
            var versions = Subject(reference.Subject).Versions;
            var index = reference.Version < 0 ? versions.Count - 1 : reference.Version - 1;
            if (index < 0 || index >= versions.Count)
                throw new SchemaRegistryException($"Schema reference {reference} not found", HttpStatusCode.UnprocessableEntity, 42201);

            foreach (var inner in References(versions[index].Registered))
                yield return inner;

            yield return versions[index];
        }
    }

    private RegisteredSchema WithId(Schema schema, string content)
    {
        if (_byContent.TryGetValue(content, out var known))
            return known;

        var guid = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 16), bigEndian: true);
        var registered = new RegisteredSchema("", 0, _byId.Count + 1, guid.ToString(), schema.SchemaString, SchemaType.Avro, schema.References ?? []);
        _byId.Add(registered);
        return _byContent[content] = registered;
    }

    private List<string> Violations(MockSubject subject, AvroSchema schema)
    {
        var level = CompatibilityLevel.Of(subject.Rule ?? _global);
        var from = level.IsTransitive ? 0 : Math.Max(0, subject.Versions.Count - 1);
        List<string> violations = [];
        for (var i = subject.Versions.Count - 1; i >= from; i--)
        {
            var old = subject.Versions[i];
            IEnumerable<Incompatibility> found = level.NewReadsOld ? AvroCompatibility.Check(schema, old.Parsed) : [];
            if (level.OldReadsNew)
                found = found.Concat(AvroCompatibility.Check(old.Parsed, schema));

            violations.AddRange(found.Select(reason =>
                string.Create(CultureInfo.InvariantCulture, $"{reason}, oldSchemaVersion: {old.Registered.Version}, compatibility: {level.Name}")));
        }

        return violations;
    }
}
