using Connect.Connectors;
using Connect.Data;

namespace Connect.Abstractions.Tests.Connectors;

public sealed class ConnectRecordTests
{
    [Test]
    public void A_record_without_headers_makes_none_until_they_are_asked_for()
    {
        var record = new SourceRecord(null, null, "t", Schema.String, "v");
        Assert.That(record.HasHeaders, Is.False);
        record.Headers.AddString("a", "1");
        Assert.That(record.HasHeaders, Is.True);
    }

    [Test]
    public void A_copy_keeps_its_run_time_type_and_where_it_came_from()
    {
        ConnectRecord record = new SinkRecord("t", 1, null, null, Schema.String, "v", 5, 7, TimestampType.CreateTime);
        var copy = record with { Topic = "other", Partition = 3 };
        Assert.That(copy, Is.TypeOf<SinkRecord>());
        Assert.That(
            (SinkRecord)copy,
            Has.Property("OriginalTopic").EqualTo("t").And.Property("OriginalPartition").EqualTo(1).And.Property("OriginalOffset").EqualTo(5));
        Assert.That(() => record with { Partition = null }, Throws.ArgumentNullException);
    }

    [Test]
    public void Equal_records_have_equal_hashes()
    {
        var a = new SourceRecord(new SourcePartition("f", "a"), new SourceOffset("p", 1L), "t", Schema.String, "v");
        var b = new SourceRecord(new SourcePartition("f", "a"), new SourceOffset("p", 1L), "t", Schema.String, "v");
        Assert.That(a, Is.EqualTo(b));
        Assert.That(a.GetHashCode(), Is.EqualTo(b.GetHashCode()));
        Assert.That(a, Is.Not.EqualTo(b with { SourceOffset = new SourceOffset("p", 2L) }));
    }

    [Test]
    public void A_record_without_a_topic_says_so() =>
        Assert.That(
            (new SourceRecord(null, null, "t", Schema.String, "v") with { Topic = null! }).ToString(),
            Does.Contain("{topic='null', kafkaPartition=null,"));
}
