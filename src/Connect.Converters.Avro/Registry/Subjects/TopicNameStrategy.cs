namespace Connect.Converters.Avro.Registry.Subjects;

/// <summary>One subject a topic and side: <c>orders-value</c>.</summary>
internal sealed class TopicNameStrategy(bool isKey) : ISubjectNameStrategy
{
    public bool UsesRecordName => false;

    public ValueTask<string> SubjectAsync(string topic, string? recordName, CancellationToken cancellationToken) => new(topic + (isKey ? "-key" : "-value"));
}
