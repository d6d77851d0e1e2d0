namespace Connect.Converters.Avro.Registry.Subjects;

/// <summary>The subject that the registry associates with the topic, and another strategy's where it knows none. The client remembers the answers.</summary>
/// <param name="registry">Who knows the associations.</param>
/// <param name="clusterId">The Kafka cluster as the associations name it; <c>-</c> for any.</param>
/// <param name="isKey">Which side.</param>
/// <param name="fallback">Applies when there is no association; null makes that an error.</param>
internal sealed class AssociatedNameStrategy(ISchemaRegistry registry, string clusterId, bool isKey, ISubjectNameStrategy? fallback) : ISubjectNameStrategy
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
