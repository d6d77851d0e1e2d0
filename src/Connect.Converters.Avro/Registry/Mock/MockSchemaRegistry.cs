using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Registry.Mock;

/// <summary>A registry in memory for tests and trials (<c>schema.registry.url=mock://name</c>): Avro only, one id a content, with compatibility checks.</summary>
internal sealed class MockSchemaRegistry : ISchemaRegistry
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MockSubject> _subjects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RegisteredSchema> _byContent = new(StringComparer.Ordinal);
    private readonly List<RegisteredSchema> _byId = [];
    private CompatibilityLevel _global = CompatibilityLevel.Default;

    public ValueTask<RegisteredSchema> RegisterAsync(string subject, SchemaDefinition schema, bool normalize, CancellationToken cancellationToken = default) => Locked(() =>
    {
        var parsed = Parse(schema);
        var content = parsed.ToString();
        if (!_subjects.TryGetValue(subject, out var known))
            known = new MockSubject();

        if (known.Versions.Find(version => version.Content == content) is { } found)
            return found.Registered;

        if (Violations(known, parsed) is { Count: > 0 } violations)
        {
            throw new IncompatibleSchemaException(
                $"Schema being registered is incompatible with an earlier schema for subject \"{subject}\", details: [{string.Join("; ", violations)}]; error code: 409");
        }

        var registered = WithId(schema, content) with { Subject = subject, Version = known.Versions.Count + 1 };
        known.Versions.Add(new MockVersion(registered, parsed, content));
        _subjects[subject] = known;
        return registered;
    });

    public ValueTask<RegisteredSchema> LookUpAsync(
        string subject, SchemaDefinition schema, bool normalize, bool includeDeleted, CancellationToken cancellationToken = default) => Locked(() =>
    {
        var content = Parse(schema).ToString();
        return Subject(subject).Versions.Find(version => version.Content == content)?.Registered
            ?? throw new SchemaNotFoundException($"Schema not found under subject '{subject}'; error code: 40403");
    });

    public ValueTask<RegisteredSchema> GetByIdAsync(int id, string? subject, CancellationToken cancellationToken = default) => Locked(() =>
        id > 0 && id <= _byId.Count
            ? _byId[id - 1]
            : throw new SchemaNotFoundException(string.Create(CultureInfo.InvariantCulture, $"Schema {id} not found; error code: 40403")));

    public ValueTask<RegisteredSchema> GetByGuidAsync(Guid guid, CancellationToken cancellationToken = default) => Locked(() =>
        _byId.Find(schema => schema.Guid == guid) ?? throw new SchemaNotFoundException($"Schema {guid} not found; error code: 40403"));

    public ValueTask<RegisteredSchema> GetVersionAsync(string subject, int version, bool includeDeleted, CancellationToken cancellationToken = default) => Locked(() =>
    {
        var versions = Subject(subject).Versions;
        return version > 0 && version <= versions.Count
            ? versions[version - 1].Registered
            : throw new SchemaNotFoundException(string.Create(CultureInfo.InvariantCulture, $"Version {version} of subject '{subject}' not found; error code: 40402"));
    });

    public ValueTask<RegisteredSchema> GetLatestAsync(string subject, CancellationToken cancellationToken = default) =>
        Locked(() => Subject(subject).Versions[^1].Registered);

    public ValueTask<RegisteredSchema> GetLatestWithMetadataAsync(string subject, MetadataQuery metadata, CancellationToken cancellationToken = default) =>
        ValueTask.FromException<RegisteredSchema>(new SchemaNotFoundException($"No schema of subject '{subject}' has metadata {metadata}: a mock registry keeps none."));

    public ValueTask<CompatibilityResult> TestCompatibilityAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken = default) => Locked(() =>
    {
        var violations = Violations(Subject(subject), Parse(schema));
        return new CompatibilityResult(violations.Count == 0, violations);
    });

    public ValueTask<string?> GetCompatibilityAsync(string subject, CancellationToken cancellationToken = default) =>
        Locked<string?>(() => (_subjects.GetValueOrDefault(subject)?.Level ?? _global).Name);

    public ValueTask SetCompatibilityAsync(string? subject, string level, CancellationToken cancellationToken = default)
    {
        var parsed = CompatibilityLevel.Parse(level);
        lock (_lock)
        {
            if (subject is null)
                _global = parsed;
            else if (_subjects.TryGetValue(subject, out var known))
                known.Level = parsed;
            else
                _subjects[subject] = new MockSubject { Level = parsed };
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<string?> GetModeAsync(string subject, CancellationToken cancellationToken = default) => new("READWRITE");

    public ValueTask<IReadOnlyList<string>> GetAssociatedSubjectsAsync(
        string clusterId, string topic, bool isKey, CancellationToken cancellationToken = default) => new([]);

    public void Dispose()
    {
        // It outlives the clients that use it: what one converter registered another one reads.
    }

    private ValueTask<T> Locked<T>(Func<T> act)
    {
        try
        {
            lock (_lock)
                return new(act());
        }
        catch (DataException refusal)
        {
            return ValueTask.FromException<T>(refusal);
        }
    }

    private MockSubject Subject(string subject) =>
        _subjects.TryGetValue(subject, out var known) && known.Versions.Count > 0
            ? known
            : throw new SchemaNotFoundException($"Subject '{subject}' not found; error code: 40401");

    private AvroSchema Parse(SchemaDefinition schema)
    {
        if (schema.Type != SchemaDefinition.Avro)
            throw new DataException($"A mock registry holds Avro schemas only, not {schema.Type}.");

        return AvroSchema.Parse(schema.Text, References(schema).Select(reference => reference.Parsed));
    }

    private IEnumerable<MockVersion> References(SchemaDefinition schema)
    {
        foreach (var reference in schema.References)
        {
            var versions = Subject(reference.Subject).Versions;
            var index = reference.Version < 0 ? versions.Count - 1 : reference.Version - 1;
            if (index >= versions.Count)
                throw new DataException($"Schema reference {reference} not found; error code: 42201");

            foreach (var inner in References(versions[index].Registered.Schema!))
                yield return inner;

            yield return versions[index];
        }
    }

    private RegisteredSchema WithId(SchemaDefinition schema, string content)
    {
        if (_byContent.TryGetValue(content, out var known))
            return known;

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(content));
        var registered = new RegisteredSchema { Id = _byId.Count + 1, Guid = new Guid(hash.AsSpan(0, 16), bigEndian: true), Schema = schema };
        _byId.Add(registered);
        return _byContent[content] = registered;
    }

    private List<string> Violations(MockSubject subject, AvroSchema schema)
    {
        var level = subject.Level ?? _global;
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
