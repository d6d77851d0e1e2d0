namespace Connect.Converters.Avro.Registry.Subjects;

/// <summary>Determines the subject of a topic's schemas. Corresponds to
/// <c>io.confluent.kafka.serializers.subject.strategy.SubjectNameStrategy</c>.</summary>
internal interface ISubjectNameStrategy
{
    /// <summary>Whether the subject depends on the record's name and is therefore unknown before the schema is.</summary>
    bool UsesRecordName { get; }

    /// <summary>Determines the subject.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="recordName">The full name of the record; null if the schema is not a record, or if it is unknown.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="DataException">There is no subject for this schema.</exception>
    ValueTask<string> SubjectAsync(string topic, string? recordName, CancellationToken cancellationToken);
}
