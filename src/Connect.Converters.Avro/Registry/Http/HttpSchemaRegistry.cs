using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connect.Converters.Avro.Registry.Http.Messages;
using Connect.Converters.Avro.Registry.Mock;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>The REST API of Confluent's Schema Registry, version 7, as Confluent, Karapace and Apicurio speak it. Caches nothing.</summary>
internal sealed class HttpSchemaRegistry(RegistryHttp http) : ISchemaRegistry
{
    public async ValueTask<RegisteredSchema> RegisterAsync(string subject, SchemaDefinition schema, bool normalize, CancellationToken cancellationToken)
    {
        var request = Post(RegistryPath.Register(subject, normalize), $"registering a schema under subject {subject}", schema);
        try
        {
            return (await http.SendAsync(request, RegistryJson.Default.SchemaAnswer, cancellationToken).ConfigureAwait(false)).ToRegistered();
        }
        catch (IncompatibleSchemaException refusal)
        {
            throw await ExplainAsync(refusal, subject, schema, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask<RegisteredSchema> LookUpAsync(string subject, SchemaDefinition schema, bool normalize, bool includeDeleted, CancellationToken cancellationToken) =>
        SchemaAsync(Post(RegistryPath.LookUp(subject, normalize, includeDeleted), $"looking up a schema under subject {subject}", schema), cancellationToken);

    public ValueTask<RegisteredSchema> GetByIdAsync(int id, string? subject, CancellationToken cancellationToken) =>
        SchemaAsync(Get(RegistryPath.ById(id, subject), string.Create(CultureInfo.InvariantCulture, $"reading schema id {id}")), cancellationToken);

    public ValueTask<RegisteredSchema> GetByGuidAsync(Guid guid, CancellationToken cancellationToken) =>
        SchemaAsync(Get(RegistryPath.ByGuid(guid), $"reading schema {guid}"), cancellationToken);

    public ValueTask<RegisteredSchema> GetVersionAsync(string subject, int version, bool includeDeleted, CancellationToken cancellationToken) =>
        SchemaAsync(
            Get(RegistryPath.Version(subject, version, includeDeleted), string.Create(CultureInfo.InvariantCulture, $"reading version {version} of subject {subject}")),
            cancellationToken);

    public ValueTask<RegisteredSchema> GetLatestAsync(string subject, CancellationToken cancellationToken) =>
        SchemaAsync(Get(RegistryPath.Latest(subject), $"reading the latest version of subject {subject}"), cancellationToken);

    public ValueTask<RegisteredSchema> GetLatestWithMetadataAsync(string subject, MetadataQuery metadata, CancellationToken cancellationToken) =>
        SchemaAsync(
            Get(RegistryPath.LatestWithMetadata(subject, metadata), $"reading the latest version of subject {subject} with metadata {metadata}"),
            cancellationToken);

    public async ValueTask<CompatibilityResult> TestCompatibilityAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken)
    {
        var request = Post(RegistryPath.Compatibility(subject), $"testing a schema against subject {subject}", schema);
        var answer = await http.SendAsync(request, RegistryJson.Default.CompatibilityAnswer, cancellationToken).ConfigureAwait(false);
        return new CompatibilityResult(answer.IsCompatible, answer.Messages ?? []);
    }

    public async ValueTask<string?> GetCompatibilityAsync(string subject, CancellationToken cancellationToken)
    {
        var answer = await OptionalAsync(
            Get(RegistryPath.ConfigOrGlobal(subject), $"reading the compatibility level of subject {subject}"), RegistryJson.Default.ConfigBody, cancellationToken)
            .ConfigureAwait(false);
        return answer?.CompatibilityLevel ?? answer?.Compatibility;
    }

    public async ValueTask SetCompatibilityAsync(string? subject, string level, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new ConfigBody { Compatibility = level }, RegistryJson.Default.ConfigBody);
        var request = new RegistryRequest(HttpMethod.Put, RegistryPath.Config(subject), $"setting the compatibility level of {subject ?? "all subjects"}", body);
        await http.SendAsync(request, RegistryJson.Default.ConfigBody, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<string?> GetModeAsync(string subject, CancellationToken cancellationToken)
    {
        var request = Get(RegistryPath.ModeOrGlobal(subject), $"reading the mode of subject {subject}");
        return (await OptionalAsync(request, RegistryJson.Default.ModeAnswer, cancellationToken).ConfigureAwait(false))?.Mode;
    }

    public async ValueTask<IReadOnlyList<string>> GetAssociatedSubjectsAsync(string clusterId, string topic, bool isKey, CancellationToken cancellationToken)
    {
        var request = Get(RegistryPath.Associations(clusterId, topic, isKey), $"reading the subjects associated with topic {topic}");
        var answer = await OptionalAsync(request, RegistryJson.Default.IReadOnlyListAssociationAnswer, cancellationToken).ConfigureAwait(false);
        return answer is null ? [] : [.. answer.Select(association => association.Subject).OfType<string>()];
    }

    public void Dispose() => http.Dispose();

    private static RegistryRequest Get(string path, string purpose) => new(HttpMethod.Get, path, purpose);

    private static RegistryRequest Post(string path, string purpose, SchemaDefinition schema) =>
        new(HttpMethod.Post, path, purpose, JsonSerializer.SerializeToUtf8Bytes(SchemaRequest.From(schema), RegistryJson.Default.SchemaRequest));

    private async ValueTask<RegisteredSchema> SchemaAsync(RegistryRequest request, CancellationToken cancellationToken) =>
        (await http.SendAsync(request, RegistryJson.Default.SchemaAnswer, cancellationToken).ConfigureAwait(false)).ToRegistered();

    private async ValueTask<T?> OptionalAsync<T>(RegistryRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await http.SendAsync(request, type, cancellationToken).ConfigureAwait(false);
        }
        catch (SchemaNotFoundException)
        {
            // Not every registry has modes, subject settings or associations.
            return null;
        }
    }

    // Confluent's registry names the version and the rule in its refusal; for those that do not, both are asked for. What cannot be had is left out.
    private async ValueTask<IncompatibleSchemaException> ExplainAsync(
        IncompatibleSchemaException refusal, string subject, SchemaDefinition schema, CancellationToken cancellationToken)
    {
        if (refusal.Message.Contains("oldSchemaVersion", StringComparison.Ordinal) && refusal.Message.Contains("compatibility", StringComparison.OrdinalIgnoreCase))
            return refusal;

        try
        {
            var level = await GetCompatibilityAsync(subject, cancellationToken).ConfigureAwait(false);
            var latest = await GetLatestAsync(subject, cancellationToken).ConfigureAwait(false);
            var test = await TestCompatibilityAsync(subject, schema, cancellationToken).ConfigureAwait(false);
            return new IncompatibleSchemaException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{refusal.Message} [subject {subject}, latest version {latest.Version}, compatibility {level ?? "not set"}{(test.Messages.Count == 0 ? "" : ": " + string.Join("; ", test.Messages))}]"),
                refusal);
        }
        catch (ConnectException)
        {
            return refusal;
        }
    }
}
