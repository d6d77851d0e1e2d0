using System.Globalization;
using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Ids;
using Connect.Converters.Avro.Registry.Subjects;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Plans;

/// <summary> Decides which registry schema data is written with, in the order of Confluent's serializer: register a schema; a configured id or GUID;
/// the latest version, with or without metadata; otherwise the version that equals our schema.
/// </summary>
internal sealed class WriteSchemas(AvroConverterConfig config, ISchemaRegistry registry, ISubjectNameStrategy subjects)
{
    /// <param name="topic">The topic.</param>
    /// <param name="ours">The data's own schema.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The registry's entry, and the schema to write with.</returns>
    public async ValueTask<(SchemaEntry Registered, AvroSchema Schema)> ResolveAsync(
        string topic, AvroSchema ours, CancellationToken cancellationToken)
    {
        var subject = await subjects.SubjectAsync(topic, (ours as AvroRecordSchema)?.FullName, cancellationToken).ConfigureAwait(false);
        if (!config.AutoRegister && (config.UseSchemaId is not null || config.UsesLatest))
        {
            var (registered, what, isStrict) = await PrescribedAsync(subject, cancellationToken).ConfigureAwait(false);
            CheckRules(registered, what);
            var theirs = await ParsedSchemas.ParseAsync(registry, registered, what, cancellationToken).ConfigureAwait(false);
            if (isStrict)
                CheckCompatibility(ours, theirs, subject, what);

            return (registered, theirs.Equals(ours) ? ours : theirs);
        }

        var definition = new Schema(ours.ToString(), SchemaType.Avro);
        var found = config.AutoRegister
            ? await registry.RegisterAsync(subject, definition, config.Normalize, cancellationToken).ConfigureAwait(false)
            : await registry.LookUpAsync(subject, definition, config.Normalize, includeDeleted: false, cancellationToken).ConfigureAwait(false);
        CheckRules(found, $"schema of subject {subject}");
        return (await WithGuidAsync(found, subject, definition, cancellationToken).ConfigureAwait(false), ours);
    }

    private async ValueTask<(SchemaEntry Registered, string What, bool IsStrict)> PrescribedAsync(string subject, CancellationToken cancellationToken)
    {
        if (config.UseSchemaId is { } id)
        {
            var registered = id.IsGuid
                ? await registry.GetByGuidAsync(id.Guid, cancellationToken).ConfigureAwait(false)
                : await registry.GetByIdAsync(id.Id, subject, cancellationToken).ConfigureAwait(false);
            return (registered, $"schema {id}", config.IdCompatibilityStrict);
        }

        if (config.UseLatestWithMetadata is { } metadata)
        {
            var registered = await registry.GetLatestWithMetadataAsync(subject, metadata, cancellationToken).ConfigureAwait(false);
            return (registered, $"latest version of subject {subject} with {metadata}", false);
        }

        var latest = await registry.GetLatestAsync(subject, cancellationToken).ConfigureAwait(false);
        return (latest, string.Create(CultureInfo.InvariantCulture, $"latest version ({latest.Version}) of subject {subject}"),
            config.LatestCompatibilityStrict);
    }

    // Header mode needs a GUID. Some registries send it only when a schema is looked up, others not at all.
    private async ValueTask<SchemaEntry> WithGuidAsync(
        SchemaEntry registered, string subject, Schema definition, CancellationToken cancellationToken)
    {
        if (config.WritePlace != SchemaIdPlace.Header || registered.Guid is not null || !config.AutoRegister)
            return registered;

        var found = await registry.LookUpAsync(subject, definition, config.Normalize, includeDeleted: false, cancellationToken).ConfigureAwait(false);
        return registered with { Guid = found.Guid };
    }

    private void CheckCompatibility(AvroSchema ours, AvroSchema theirs, string subject, string what)
    {
        if (AvroCompatibility.Check(reader: theirs, writer: ours) is not { Count: > 0 } reasons)
            return;

        var key = config.UseSchemaId is null ? AvroConverterKeys.LatestCompatibilityStrict : AvroConverterKeys.IdCompatibilityStrict;
        throw new IncompatibleSchemaException(
            $"The {what}, which the configuration prescribes for subject {subject}, cannot read the data's schema: {string.Join("; ", reasons)}. Set "
                + $"{key}=false to write all the same.");
    }

    private static void CheckRules(SchemaEntry registered, string what)
    {
        // With an encryption rule, plain text must not be written to the topic.
        if (registered.RulesFor(RuleMode.Write) is { Count: > 0 } rules)
            throw new DataException($"The {what} has data rules, which this converter does not execute: {string.Join(", ", rules)}.");
    }
}
