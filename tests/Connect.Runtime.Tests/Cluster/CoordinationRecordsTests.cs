using System.Collections.Immutable;
using System.Text;
using Connect.Runtime.Cluster;
using Connect.Runtime.Kafka.Membership;
using LeaderRecord = Connect.Runtime.Cluster.LeaderRecord;

namespace Connect.Runtime.Tests.Cluster;

public sealed class CoordinationRecordsTests
{
    private static readonly WorkerIncarnation Worker = new("host:8083", "i1");

    [Test]
    public void An_assignment_reads_as_it_was_written([Values(1, 2)] int protocol)
    {
        HashSet<WorkItem> items = [WorkItem.OfConnector("a"), new("a", 0, 7), new("a", 1, 7), new("b", 0, 9)];
        var record = new AssignmentRecord
        {
            Version = new AssignmentVersion(3, 12),
            Protocol = protocol,
            ConfigOffset = 44,
            Workers = AssignmentRecord.Empty.Workers.Add(Worker.WorkerId, new WorkerItems("i1", items))
                .Add("idle:8083", new WorkerItems("i2", WorkerItems.None)),
            Revoking = [new RevokingItem(new WorkItem("c", 0, 1), Worker, new AssignmentVersion(3, 11), true)],
            Lost = [new LostItem(new WorkItem("d", 2, 1), Worker, new AssignmentVersion(3, 10), 1000, 0),
                new LostItem(new WorkItem("e", 0, 1), Worker, new AssignmentVersion(3, 10), 1000, 900)],
            Balance = new BalanceBackoff(true, 2, 5000),
        };

        var read = CoordinationRecords.Read(
            CoordinationRecords.AssignmentKey, CoordinationRecords.Write(record), ProtocolRange.Known, out var problem).Assignment!;

        Assert.That(problem, Is.Null);
        Assert.That(read.HasSameContent(record));
        Assert.That((read.Version, read.ConfigOffset), Is.EqualTo((record.Version, record.ConfigOffset)));
    }

    [Test]
    public void Three_thousand_items_are_a_small_record()
    {
        var items = Enumerable.Range(0, 1000)
            .SelectMany(
                connector =>
                    new[] { WorkItem.OfConnector($"connector-number-{connector}"), new($"connector-number-{connector}", 0, 12345),
                        new($"connector-number-{connector}", 1, 12345) });
        var workers = items.Index().GroupBy(item => item.Index % 3, item => item.Item)
            .Select(group => KeyValuePair.Create($"host-{group.Key}:8083", new WorkerItems("i1", group.ToHashSet())));
        var record = new AssignmentRecord
        {
            Version = new AssignmentVersion(1, 1),
            Protocol = 2,
            Workers = AssignmentRecord.Empty.Workers.AddRange(workers)
        };

        Assert.That(CoordinationRecords.Write(record), Has.Length.LessThan(300_000));
    }

    [TestCase("assignment", "{")]
    [TestCase("assignment", "null")]
    [TestCase("assignment", """{"epoch":1,"version":1,"protocol":2,"workers":{"w":null}}""")]
    [TestCase("leader", "[]")]
    [TestCase("worker-host:8083|i1", """{"url":"u","protocol":[1],"plugins":[],"state":"running"}""")]
    [TestCase("worker-host:8083|i1", """{"url":"u","protocol":[1,2],"plugins":[],"state":"dancing"}""")]
    [TestCase("worker-host:8083|i1", "null")]
    [TestCase("unknown", "{}")]
    public void A_broken_record_is_told_and_changes_nothing(string key, string value)
    {
        var state = CoordinationState.Empty.Apply(
            Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value), 5, ProtocolRange.Known, out var problem);

        Assert.That(problem, Does.Contain(key));
        Assert.That(state, Is.EqualTo(CoordinationState.Empty with { NextOffset = 6 }));
    }

    [Test]
    public void Fields_that_are_not_known_are_ignored()
    {
        var state = CoordinationState.Empty.Apply(
            "leader"u8, """{"epoch":4,"workerId":"w","incarnation":"i","url":"u","since":1,"mood":"good"}"""u8.ToArray(), 0, ProtocolRange.Known,
            out var problem);

        Assert.That(problem, Is.Null);
        Assert.That(state.Leader, Is.EqualTo(new LeaderRecord(4, "w", "i", "u", 1)));
    }

    [Test]
    public void An_assignment_of_a_newer_protocol_is_known_to_be_one()
    {
        var state = CoordinationState.Empty.Apply(
            "assignment"u8, """{"epoch":4,"version":1,"protocol":3,"workers":"elsewhere"}"""u8.ToArray(), 0, ProtocolRange.Known, out var problem);

        Assert.That(problem, Is.Null);
        Assert.That(state.UnknownProtocol, Is.EqualTo(3));
    }

    [Test]
    public void A_new_leader_takes_an_epoch_above_every_one_that_the_topic_names()
    {
        var applied = new WorkerRecord
        {
            Started = 1,
            Url = "u",
            Protocol = ProtocolRange.Known,
            Plugins = new HashSet<string>(),
            Applied = new AssignmentVersion(8, 1)
        };
        var state = CoordinationState.Empty with
        {
            Workers = ImmutableDictionary<WorkerIncarnation, WorkerRecord>.Empty.Add(Worker, applied),
            Leader = new LeaderRecord(5, "w", "i", "u", 1)
        };

        Assert.That(state.NextEpoch, Is.EqualTo(9));
    }
}
