namespace Connect.Converters.Avro.Registry.Subjects;
/// <summary>One subject for each record name (<c>com.acme.Order</c>), or for each topic and record name (<c>orders-com.acme.Order</c>).</summary>
internal sealed class RecordNameStrategy(bool isKey, bool withTopic) : ISubjectNameStrategy
{
    public bool UsesRecordName => true;

    public ValueTask<string> SubjectAsync(string topic, string? recordName, CancellationToken cancellationToken)
    {
        if (recordName is null)
        {
            return ValueTask.FromException<string>(new DataException(
                $"The {(isKey ? "key" : "value")} of topic {topic} is not a record, so "
                    + $"{(isKey ? "key" : "value")}.subject.name.strategy={(withTopic ? "TopicRecordNameStrategy" : "RecordNameStrategy")} gives it "
                    + "no subject."));
        }

        return new(withTopic ? $"{topic}-{recordName}" : recordName);
    }
}
