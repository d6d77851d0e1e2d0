namespace Connect.Converters.Avro.Registry.Subjects;

/// <summary>Says under which subject the schemas of a topic stand. Corresponds to <c>io.confluent.kafka.serializers.subject.strategy.SubjectNameStrategy</c>.</summary>
internal interface ISubjectNameStrategy
{
    /// <summary>Whether the subject depends on the record's name, so that it is not known before the schema.</summary>
    bool UsesRecordName { get; }

    /// <summary>The subject.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="recordName">The full name of the record; null for a schema that is no record, or when it is not known.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DataException">There is no subject for this schema.</exception>
    ValueTask<string> SubjectAsync(string topic, string? recordName, CancellationToken cancellationToken);
}
