namespace Connect.Converters.Avro.Registry.Subjects;

/// <summary>One subject for the keys and one for the values of a topic: <c>orders-value</c>.</summary>
internal sealed class TopicNameStrategy(bool isKey) : ISubjectNameStrategy
{
    public bool UsesRecordName => false;

    public ValueTask<string> SubjectAsync(string topic, string? recordName, CancellationToken cancellationToken) =>
        new(topic + (isKey ? "-key" : "-value"));
}
