using Connect.Connectors;
using Connect.Runtime.Sinks;

namespace Connect.Runtime.Tests.Sinks;

/// <summary>The books of a sink task.</summary>
public sealed class SinkAuditTests
{
    private readonly SinkAudit _audit = new();

    [Test]
    public void Records_that_are_taken_left_out_or_in_flight_balance()
    {
        for (var offset = 0; offset < 10; offset++)
            _audit.In("t", offset % 2);
        _audit.LeftOut(isSkipped: false);
        _audit.In("t", 1);
        _audit.LeftOut(isSkipped: true);
        _audit.Out([Record(0), Record(0), Record(1)]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_audit.Balance([Record(0), Record(0), Record(0), Record(1), Record(1), Record(1)]), Is.Empty);
            Assert.That(
                _audit.Now.Where(entry => entry.Partition.Partition == 1).Select(entry => (entry.Outcome, entry.Records)),
                Is.EqualTo(new[] { ("in", 6L), ("out", 1L), ("filtered", 1L), ("skipped", 1L), ("returned", 0L), ("in_flight", 3L) }));
        }
    }

    [Test]
    public void Record_that_is_nowhere_is_told_once_and_counted()
    {
        _audit.In("t", 0);
        _audit.In("t", 0);
        _audit.In("t", 1);
        _audit.Out([Record(0), Record(1)]);
        var wrong = _audit.Balance([]).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong, Is.EqualTo((new TopicPartition("t", 0), "in 2, out 1, filtered 0, skipped 0, returned 0, in_flight 0")));
            Assert.That(_audit.Balance([]), Is.Empty);
            Assert.That(_audit.Mismatches, Is.EqualTo(1));
        }
    }

    [Test]
    public void Record_that_is_taken_twice_is_told_as_well()
    {
        _audit.In("t", 0);
        _audit.Out([Record(0), Record(0)]);
        Assert.That(_audit.Balance([]), Has.Count.EqualTo(1));
    }

    [Test]
    public void Records_that_are_read_again_and_partitions_that_leave_are_no_mismatch()
    {
        _audit.In("t", 0);
        _audit.In("t", 1);
        _audit.GoBack([new TopicPartition("t", 0)]);
        _audit.Forget([new TopicPartition("t", 1)]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_audit.Balance([]), Is.Empty);
            Assert.That(_audit.Now.Select(entry => entry.Partition.Partition), Has.All.Zero);
        }
    }

    private static SinkRecord Record(int partition) => new("t", partition, null, null, null, null, 0);
}
