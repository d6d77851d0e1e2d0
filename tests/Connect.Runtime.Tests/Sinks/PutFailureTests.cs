using Connect.Connectors;
using Connect.Runtime.Sinks;

namespace Connect.Runtime.Tests.Sinks;

/// <summary>What a put that fails tells people.</summary>
public sealed class PutFailureTests
{
    private static readonly ConnectorTaskId Id = new("a b", 2);

    [Test]
    public void Trace_begins_with_Kafka_Connects_sentence_and_names_records_cause_and_remedy()
    {
        var cause = new InvalidOperationException("disk quota exceeded");
        var failure = PutFailure.Of(Id, [Record("t", 0, 5), Record("t", 0, 9), Record("t", 1, 3)], cause);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.InnerException, Is.SameAs(cause));
            Assert.That(failure.Message, Is.EqualTo(
                "Exiting WorkerSinkTask due to unrecoverable exception. Task a b-2 could not put 3 records (t-0 offsets 5 to 9; t-1 offsets 3 to 3): "
                    + "disk quota exceeded. "
                + "They are not committed and are delivered again after a restart. "
                + "When the cause is fixed, restart the task with POST /connectors/a%20b/tasks/2/restart. "
                + "If the sink is only temporarily unavailable, the task should throw RetriableConnectException: "
                + "the same records are then put again."));
        }
    }

    [Test]
    public void One_record_is_one_and_many_partitions_are_cut_short()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                PutFailure.Of(Id, [Record("t", 0, 5)], new InvalidOperationException("x")).Message,
                Does.Contain("could not put 1 record (t-0 offsets 5 to 5): x"));
            Assert.That(
                PutFailure.Of(
                    Id, [.. Enumerable.Range(0, 8).Select(partition => Record("t", partition, 1))], new InvalidOperationException("x")).Message,
                Does.Contain("t-4 offsets 1 to 1 and 3 more partitions)").And.Not.Contain("t-5"));
        }
    }

    [Test]
    public void Empty_put_that_fails_says_why_there_is_one_and_promises_no_records()
    {
        Assert.That(
            PutFailure.Of(Id, [], new InvalidOperationException("x")).Message,
            Does.Contain("could not put an empty list (PutAsync is also called when no records have arrived for a while): x").And.Not.Contain(
                "delivered again"));
    }

    private static SinkRecord Record(string topic, int partition, long offset) => new(topic, partition, null, null, null, null, offset);
}
