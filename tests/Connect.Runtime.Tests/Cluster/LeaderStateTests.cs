using System.Collections.Immutable;
using Connect.Runtime.Cluster;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Tests.Cluster;

public sealed class LeaderStateTests
{
    private static readonly WorkerIncarnation Leading = new("a:8083", "1");
    private static readonly WorkerIncarnation Other = new("b:8083", "1");
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly ClusterSettings Settings = ClusterSettings.Of(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5), TimeSpan.Zero);

    private readonly ClusterWork _work = new(
        [new ConfiguredItem(WorkItem.OfConnector("one"), "P", false), new ConfiguredItem(WorkItem.OfConnector("two"), "P", false)], 10);

    [Test]
    public void Leader_that_was_itself_in_doubt_waits_for_the_others_to_return()
    {
        var (leader, state) = TakeOver();
        leader.OutOfDoubtSince = Start;

        var alone = leader.Decide(state, _work, Group(Start.AddSeconds(1), Leading), Start.AddSeconds(1));
        var later = leader.Decide(state, _work, Group(Start.AddSeconds(19), Leading), Start.AddSeconds(19));
        var both = leader.Decide(state, _work, Group(Start.AddSeconds(19.5), Leading, Other), Start.AddSeconds(19.5));

        Assert.That(new[] { alone.Assignment, later.Assignment }, Is.All.Null);
        Assert.That(alone.WakeAt, Is.LessThanOrEqualTo(Start.AddSeconds(3)), "it looks again");
        Assert.That(both.Assignment?.Lost ?? [], Is.Empty, "nothing has moved");
    }

    [Test]
    public void Leader_that_was_itself_in_doubt_does_not_wait_longer_than_a_session()
    {
        var (leader, state) = TakeOver();
        leader.OutOfDoubtSince = Start;

        var decision = leader.Decide(state, _work, Group(Start.AddSeconds(20), Leading), Start.AddSeconds(20));

        Assert.That(decision.Assignment!.Lost.Select(held => held.Worker), Is.EqualTo(new[] { Other }));
    }

    [Test]
    public void Leader_that_was_never_in_doubt_takes_a_missing_worker_for_lost_at_once()
    {
        var (leader, state) = TakeOver();

        var decision = leader.Decide(state, _work, Group(Start.AddSeconds(1), Leading), Start.AddSeconds(1));

        Assert.That(decision.Assignment!.Lost.Select(held => held.Worker), Is.EqualTo(new[] { Other }));
    }

    [Test]
    public void Worker_that_has_left_or_was_started_anew_is_not_waited_for()
    {
        var (leader, state) = TakeOver();
        leader.OutOfDoubtSince = Start;
        var left = state with
        {
            Workers = state.Workers.SetItem(Other, state.Workers[Other] with { State = WorkerState.Left, Items = WorkerItems.None }),
        };
        var anew = Other with { Incarnation = "2" };

        Assert.That(leader.Decide(left, _work, Group(Start.AddSeconds(1), Leading), Start.AddSeconds(1)).Assignment, Is.Not.Null);

        (leader, state) = TakeOver();
        leader.OutOfDoubtSince = Start;
        state = state with { Workers = state.Workers.Add(anew, Record("two") with { Started = 2, Items = WorkerItems.None }) };
        Assert.That(leader.Decide(state, _work, Group(Start.AddSeconds(1), Leading, anew), Start.AddSeconds(1)).Assignment, Is.Not.Null);
    }

    private static GroupView Group(DateTimeOffset at, params WorkerIncarnation[] members) => new(true, [.. members], at);

    private static WorkerRecord Record(string connector) => new()
    {
        Started = 1,
        Url = "http://w",
        Protocol = ProtocolRange.Known,
        Plugins = new HashSet<string> { "P" },
        Applied = new AssignmentVersion(1, 1),
        Items = new HashSet<WorkItem> { WorkItem.OfConnector(connector) },
    };

    /// <summary>A second epoch of the leader; each worker runs one connector.</summary>
    private static (LeaderState Leader, CoordinationState State) TakeOver()
    {
        var assignment = AssignmentRecord.Empty with
        {
            Version = new AssignmentVersion(1, 1),
            ConfigOffset = 10,
            Workers = AssignmentRecord.Empty.Workers
                .Add(Leading.WorkerId, new WorkerItems(Leading.Incarnation, Record("one").Items))
                .Add(Other.WorkerId, new WorkerItems(Other.Incarnation, Record("two").Items)),
        };
        var state = CoordinationState.Empty with
        {
            Assignment = assignment,
            Workers = ImmutableDictionary<WorkerIncarnation, WorkerRecord>.Empty.Add(Leading, Record("one")).Add(Other, Record("two")),
        };
        var leader = new LeaderState(Leading, "http://a", Settings, ProtocolRange.Known, state, Start);
        var record = new LeaderRecord(leader.Epoch, Leading.WorkerId, Leading.Incarnation, "http://a", Start.ToUnixTimeMilliseconds());
        return (leader, state with { Leader = record });
    }
}
