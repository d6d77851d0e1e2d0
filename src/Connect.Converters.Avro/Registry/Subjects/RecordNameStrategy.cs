namespace Connect.Converters.Avro.Registry.Subjects;
/// <summary>One subject a record name, in whatever topic (<c>com.acme.Order</c>), or a record name and topic (<c>orders-com.acme.Order</c>).</summary>
internal sealed class RecordNameStrategy(bool isKey, bool withTopic) : ISubjectNameStrategy
{
    public bool UsesRecordName => true;

    public ValueTask<string> SubjectAsync(string topic, string? recordName, CancellationToken cancellationToken)
    {
        if (recordName is null)
        {
            return ValueTask.FromException<string>(new DataException(
                $"The {(isKey ? "key" : "value")} of topic {topic} is no record, so {(isKey ? "key" : "value")}.subject.name.strategy={(withTopic ? "TopicRecordNameStrategy" : "RecordNameStrategy")} gives it no subject."));
        }

        return new(withTopic ? $"{topic}-{recordName}" : recordName);
    }
}
