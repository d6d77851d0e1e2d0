namespace Connect.Converters.Avro.Registry.Subjects;

/// <summary>Uses the subject that the registry associates with the topic, or another strategy if there is none. The registry client caches the
/// answers.</summary>
/// <param name="registry">The registry, to look up associations.</param>
/// <param name="clusterId">The Kafka cluster's name in the associations; <c>-</c> for any.</param>
/// <param name="isKey">Whether keys are converted.</param>
/// <param name="fallback">The strategy if there is no association; null makes that an error.</param>
internal sealed class AssociatedNameStrategy(ISchemaRegistry registry, string clusterId, bool isKey, ISubjectNameStrategy? fallback)
    : ISubjectNameStrategy
{
    public bool UsesRecordName => fallback?.UsesRecordName ?? false;

    public async ValueTask<string> SubjectAsync(string topic, string? recordName, CancellationToken cancellationToken)
    {
        var subjects = await registry.GetAssociatedSubjectsAsync(clusterId, topic, isKey, cancellationToken).ConfigureAwait(false);
        return subjects switch
        {
            [var subject] => subject,
            [] when fallback is not null => await fallback.SubjectAsync(topic, recordName, cancellationToken).ConfigureAwait(false),
            [] => throw new DataException($"The registry associates no subject with topic {topic}, and subject.name.strategy.fallback.type is NONE."),
            _ => throw new DataException($"The registry associates several subjects with topic {topic}: {string.Join(", ", subjects)}."),
        };
    }
}
