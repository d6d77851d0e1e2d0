using System.Globalization;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Ids;
using Connect.Converters.Avro.Registry.Subjects;
using Connect.Converters.Avro.Schemas;
using RuleMode = Confluent.SchemaRegistry.RuleMode;

namespace Connect.Converters.Avro.Plans;

/// <summary>Finds the schema that data was written with, its version, and the reader's schema if it is another one.</summary>
internal sealed class ReadSchemas(AvroConverterConfig config, ISchemaRegistry registry, ISubjectNameStrategy subjects)
{
    private const string VersionProperty = "confluent:version";

    /// <param name="topic">The topic.</param>
    /// <param name="id">The schema id in the record.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<ReadSchema> ResolveAsync(string topic, SchemaId id, CancellationToken cancellationToken)
    {
        // With a record name strategy, the subject depends on the schema.
        var subject = subjects.UsesRecordName ? null : await subjects.SubjectAsync(topic, null, cancellationToken).ConfigureAwait(false);
        var what = $"schema {id}";
        var registered = await WriterAsync(id, subject, cancellationToken).ConfigureAwait(false);
        CheckRules(registered, what);
        var writer = await ParsedSchemas.ParseAsync(registry, registered, what, cancellationToken).ConfigureAwait(false);
        subject ??= await subjects.SubjectAsync(topic, (writer as AvroRecordSchema)?.FullName, cancellationToken).ConfigureAwait(false);
        if (!config.UsesLatest)
            return new ReadSchema(writer, null, await VersionAsync(registered, subject, cancellationToken).ConfigureAwait(false), subject);

        var latest = config.UseLatestWithMetadata is { } metadata
            ? await registry.GetLatestWithMetadataAsync(subject, metadata, cancellationToken).ConfigureAwait(false)
            : await registry.GetLatestAsync(subject, cancellationToken).ConfigureAwait(false);
        var latestName = string.Create(CultureInfo.InvariantCulture, $"latest version ({latest.Version}) of subject {subject}");
        CheckRules(latest, latestName);
        var reader = await ParsedSchemas.ParseAsync(registry, latest, latestName, cancellationToken).ConfigureAwait(false);
        return new ReadSchema(writer, reader.Equals(writer) ? null : reader, latest.Version, subject);
    }

    private async ValueTask<SchemaEntry> WriterAsync(SchemaId id, string? subject, CancellationToken cancellationToken)
    {
        try
        {
            return id.IsGuid
                ? await registry.GetByGuidAsync(id.Guid, cancellationToken).ConfigureAwait(false)
                : await registry.GetByIdAsync(id.Id, subject, cancellationToken).ConfigureAwait(false);
        }
        catch (SchemaNotFoundException missing) when (!id.IsGuid && id.Id is <= 0 or > 0x00FFFFFF)
        {
            throw new SchemaNotFoundException(
                $"{missing.Message} Such an id is unlikely. Perhaps the topic was written by a serializer with 8-byte ids, or by none.", missing);
        }
    }

    // A topic may contain schemas that are registered under another subject: then only their version is unknown.
    private async ValueTask<int?> VersionAsync(SchemaEntry registered, string subject, CancellationToken cancellationToken)
    {
        if (registered.Schema?.Metadata?.Properties?.TryGetValue(VersionProperty, out var text) is true
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return version;

        try
        {
            return (await registry.LookUpAsync(subject, registered.Schema!, normalize: false, includeDeleted: true, cancellationToken)
                .ConfigureAwait(false)).Version;
        }
        catch (SchemaNotFoundException)
        {
            return null;
        }
    }

    private static void CheckRules(SchemaEntry registered, string what)
    {
        if (registered.RulesFor(RuleMode.Read) is { Count: > 0 } rules)
            throw new DataException($"The {what} has data rules, which this converter does not execute: {string.Join(", ", rules)}.");
    }
}
