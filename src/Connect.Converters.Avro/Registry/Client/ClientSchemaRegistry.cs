using System.Globalization;
using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Registry.Client;

/// <summary> Makes the calls through Confluent's client and adds cancellation, and exceptions that name the request and say whether a retry helps.
/// Does not cache. Retries a call up to <c>max.retries</c> times, with exponential backoff, if no URL answers.
/// </summary>
/// <param name="client">The client.</param>
/// <param name="retries">The retry policy; none for the application's client, which has its own.</param>
/// <param name="clock">The clock.</param>
/// <param name="credentialsHint">A hint for the error message if the credentials are refused; null for none.</param>
/// <param name="ownsClient">Whether the client is owned by this object.</param>
internal sealed class ClientSchemaRegistry(
    ISchemaRegistryClient client, RetryPolicy retries, TimeProvider clock, string? credentialsHint, bool ownsClient) : ISchemaRegistry
{
    public async ValueTask<SchemaEntry> RegisterAsync(string subject, Schema schema, bool normalize, CancellationToken cancellationToken)
    {
        try
        {
            return SchemaEntry.Of(await CallAsync(
                $"registering a schema under subject {subject}", () => client.RegisterSchemaWithResponseAsync(subject, schema, normalize),
                cancellationToken).ConfigureAwait(false));
        }
        catch (IncompatibleSchemaException refusal)
        {
            throw await ExplainAsync(refusal, subject, schema, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<SchemaEntry> LookUpAsync(
        string subject, Schema schema, bool normalize, bool includeDeleted, CancellationToken cancellationToken) =>
        SchemaEntry.Of(await CallAsync(
            $"looking up a schema under subject {subject}", () => client.LookupSchemaAsync(subject, schema, !includeDeleted, normalize),
            cancellationToken).ConfigureAwait(false));

    public async ValueTask<SchemaEntry> GetByIdAsync(int id, string? subject, CancellationToken cancellationToken) =>
        SchemaEntry.Of(id, await CallAsync(
            string.Create(CultureInfo.InvariantCulture, $"reading schema id {id}"),
            () => subject is null ? client.GetSchemaAsync(id, (string?)null) : client.GetSchemaBySubjectAndIdAsync(subject, id),
            cancellationToken).ConfigureAwait(false));

    public async ValueTask<SchemaEntry> GetByGuidAsync(Guid guid, CancellationToken cancellationToken) =>
        SchemaEntry.Of(
            guid, await CallAsync($"reading schema {guid}", () => client.GetSchemaByGuidAsync(guid.ToString()), cancellationToken)
                .ConfigureAwait(false));

    public async ValueTask<SchemaEntry> GetVersionAsync(string subject, int version, CancellationToken cancellationToken) =>
        SchemaEntry.Of(await CallAsync(
            string.Create(CultureInfo.InvariantCulture, $"reading version {version} of subject {subject}"),
            () => client.GetRegisteredSchemaAsync(subject, version, ignoreDeletedSchemas: false),
            cancellationToken).ConfigureAwait(false));

    public async ValueTask<SchemaEntry> GetLatestAsync(string subject, CancellationToken cancellationToken)
    {
        // Reads the current version; the caching layer above decides how long to use it.
        client.ClearLatestCaches();
        return SchemaEntry.Of(await CallAsync(
            $"reading the latest version of subject {subject}", () => client.GetLatestSchemaAsync(subject), cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<SchemaEntry> GetLatestWithMetadataAsync(string subject, MetadataQuery metadata, CancellationToken cancellationToken)
    {
        // The client does not escape them in the URL.
        var escaped =
            metadata.Properties.ToDictionary(
                property => Uri.EscapeDataString(property.Key), property => Uri.EscapeDataString(property.Value), StringComparer.Ordinal);
        client.ClearLatestCaches();
        return SchemaEntry.Of(await CallAsync(
            $"reading the latest version of subject {subject} with metadata {metadata}",
            () => client.GetLatestWithMetadataAsync(subject, escaped, ignoreDeletedSchemas: true),
            cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<IReadOnlyList<string>> GetAssociatedSubjectsAsync(
        string clusterId, string topic, bool isKey, CancellationToken cancellationToken)
    {
        try
        {
            var found = await CallAsync(
                $"reading the subjects associated with topic {topic}",
                () => client.GetAssociationsByResourceNameAsync(topic, clusterId, "topic", [isKey ? "key" : "value"], null, 0, -1),
                cancellationToken).ConfigureAwait(false);
            return [.. found.Select(association => association.Subject).OfType<string>()];
        }
        catch (SchemaNotFoundException)
        {
            // Not every registry supports associations.
            return [];
        }
    }

    public void Dispose()
    {
        if (ownsClient)
            client.Dispose();
    }

    private async Task<T> CallAsync<T>(string purpose, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await Abandonable(call()).WaitAsync(cancellationToken).ConfigureAwait(false)
                    ?? throw new ConnectException($"The schema registry's client gave no answer when {purpose}.");
            }
            catch (Exception failure) when (failure is not ConnectException && !cancellationToken.IsCancellationRequested)
            {
                var translated = RegistryErrors.Translate(purpose, failure, failures + 1, credentialsHint);
                if (translated is not RetriableConnectException || failures >= retries.MaxRetries)
                    throw translated;
            }

            await Task.Delay(retries.DelayAfter(failures), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    // The client's calls cannot be cancelled: an abandoned call runs to its end, and its failure is ignored.
    private static Task<T> Abandonable<T>(Task<T> call)
    {
        _ = call.ContinueWith(
            static task => task.Exception, CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return call;
    }

    // Confluent's registry names the version and the rule in its refusal. For other registries, read both; omit what cannot be read.
    private async ValueTask<IncompatibleSchemaException> ExplainAsync(
        IncompatibleSchemaException refusal, string subject, Schema schema, CancellationToken cancellationToken)
    {
        if (refusal.Message.Contains("oldSchemaVersion", StringComparison.Ordinal)
            && refusal.Message.Contains("compatibility", StringComparison.OrdinalIgnoreCase))
            return refusal;

        try
        {
            var level = await LevelAsync(subject, cancellationToken).ConfigureAwait(false);
            var latest = await GetLatestAsync(subject, cancellationToken).ConfigureAwait(false);
            var old = await ParsedSchemas.ParseAsync(this, latest, "latest version", cancellationToken).ConfigureAwait(false);
            var ours = AvroSchema.Parse(schema.SchemaString);
            IEnumerable<string> reasons =
            [
                .. (level.NewReadsOld ? AvroCompatibility.Check(ours, old) : [])
                    .Select(reason => $"the new schema cannot read the latest version: {reason}"),
                .. (level.OldReadsNew ? AvroCompatibility.Check(old, ours) : [])
                    .Select(reason => $"the latest version cannot read the new schema: {reason}"),
            ];
            return new IncompatibleSchemaException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{refusal.Message} [subject {subject}, latest version {latest.Version}, compatibility {level.Name}: "
                        + $"{string.Join("; ", reasons)}]"),
                refusal);
        }
        catch (ConnectException)
        {
            return refusal;
        }
    }

    private async ValueTask<CompatibilityLevel> LevelAsync(string subject, CancellationToken cancellationToken)
    {
        try
        {
            return CompatibilityLevel.Of(
                await CallAsync(
                    $"reading the compatibility level of subject {subject}", () => client.GetCompatibilityAsync(subject),
                    cancellationToken).ConfigureAwait(false));
        }
        catch (SchemaNotFoundException)
        {
            return CompatibilityLevel.Of(
                await CallAsync("reading the compatibility level", () => client.GetCompatibilityAsync(null), cancellationToken)
                    .ConfigureAwait(false));
        }
    }
}
