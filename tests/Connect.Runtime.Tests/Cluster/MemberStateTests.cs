using System.Collections.Immutable;
using Connect.Runtime.Cluster;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Tests.Cluster;

/// <summary>The worker's side, step by step. That the steps keep the cluster's rules in any order is what <see cref="ClusterScheduleTests"/>
/// shows.</summary>
public sealed class MemberStateTests
{
    private static readonly WorkerIncarnation Self = new("a:8083", "1");
    private static readonly WorkItem Connector = WorkItem.OfConnector("c");
    private static readonly WorkItem Task = WorkItem.OfTask(new("c", 0), 7);
    private static readonly ClusterSettings Settings = ClusterSettings.Of(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

    private readonly WorkerRecord _record = new()
    {
        Started = 10,
        Url = "http://a:8083",
        Protocol = ProtocolRange.Known,
        Plugins = new HashSet<string>()
    };
    private readonly MemberState _member;
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;
    private CoordinationState _topic;

    public MemberStateTests()
    {
        _member = new MemberState(Self, _record, Settings);
        _topic = CoordinationState.Empty with { Workers = CoordinationState.Empty.Workers.Add(Self, _record) };
    }

    [Test]
    public void A_new_worker_says_that_it_is_there_and_runs_nothing() =>
        Assert.That(Texts(_member.Announce(_now)), Is.EqualTo(new[] { "acknowledge 0.0: nothing, Running" }));

    [Test]
    public void What_is_assigned_starts_after_the_doubt_and_after_it_was_acknowledged()
    {
        _member.Announce(_now);

        Assert.That(Texts(Assign(1, Connector, Task)), Is.EqualTo(new[] { "acknowledge 1.1: c c-0, Running" }), "In doubt nothing starts.");
        Assert.That(Texts(_member.ReachedEnd(_topic, 4, _now)), Is.EqualTo(new[] { "go on 4", "start c c-0" }));
    }

    [Test]
    public void Nothing_starts_before_the_config_topic_is_read_as_far_as_the_assignment_knew_it()
    {
        Join();

        Assert.That(Texts(Assign(1, configOffset: 50, Connector)), Is.EqualTo(new[] { "acknowledge 1.1: c, Running" }));
        Assert.That(Texts(_member.ReachedConfig(49, _now)), Is.Empty);
        Assert.That(Texts(_member.ReachedConfig(50, _now)), Is.EqualTo(new[] { "start c" }));
    }

    [Test]
    public void What_is_taken_away_stops_first_and_is_acknowledged_when_it_has_stopped()
    {
        Join();
        Assign(1, Connector, Task);

        Assert.That(Texts(Assign(2, Connector)), Is.EqualTo(new[] { "stop c-0" }));
        Assert.That(Texts(_member.Stopped([Task], _now)), Is.EqualTo(new[] { "acknowledge 1.2: c, Running" }));
    }

    [Test]
    public void A_stop_that_takes_long_is_acknowledged_as_running_so_that_the_leader_goes_on_with_the_rest()
    {
        Join();
        Assign(1, Connector, Task);
        Assign(2, Connector);

        Assert.That(Texts(Tick(0.9)), Is.Empty);
        Assert.That(_member.WakeAt, Is.EqualTo(_now + TimeSpan.FromSeconds(0.1)));
        Assert.That(Texts(Tick(0.1)), Is.EqualTo(new[] { "acknowledge 1.2: c c-0, Running" }));
        Assert.That(Texts(_member.Stopped([Task], _now)), Is.EqualTo(new[] { "acknowledge 1.2: c, Running" }));
    }

    [Test]
    public void What_comes_back_while_it_stops_starts_again_only_when_it_has_stopped()
    {
        Join();
        Assign(1, Task);
        Assign(2);
        Assign(3, Task);

        Assert.That(Texts(_member.Stopped([Task], _now)), Is.EqualTo(new[] { "acknowledge 1.3: c-0, Running", "start c-0" }));
    }

    [Test]
    public void An_assignment_for_another_life_of_the_worker_is_not_for_this_one()
    {
        Join();
        var other = new AssignmentRecord
        {
            Version = new(1, 1),
            Workers = AssignmentRecord.Empty.Workers.Add(Self.WorkerId, new WorkerItems("other", new HashSet<WorkItem> { Connector })),
        };

        Assert.That(
            Texts(_member.Observe(_topic = _topic with { Assignment = other }, _now)), Is.EqualTo(new[] { "acknowledge 1.1: nothing, Running" }));
    }

    [Test]
    public void An_older_assignment_changes_nothing()
    {
        Join();
        Assign(2, Connector);

        Assert.That(Texts(Assign(1)), Is.Empty);
    }

    [Test]
    public void In_doubt_what_does_not_come_to_rest_is_stopped_soon_and_the_rest_when_the_outage_is_too_long()
    {
        Join();
        Assign(1, Connector, Task);

        Assert.That(Texts(_member.Doubt(_now)), Is.Empty, "What rests is left alone.");
        Assert.That(Texts(Tick(ClusterSettings.RestTime.TotalSeconds)), Is.EqualTo(new[] { "stop unless at rest c c-0" }));
        Assert.That(_member.WakeAt, Is.EqualTo(_now - ClusterSettings.RestTime + Settings.OutageLimit));
        Assert.That(Texts(Tick(Settings.OutageLimit.TotalSeconds)), Is.EqualTo(new[] { "stop c c-0" }));
    }

    [Test]
    public void After_a_doubt_it_goes_on_with_what_is_still_its_own_and_stops_the_rest_before()
    {
        Join();
        Assign(1, Connector, Task);
        _member.Doubt(_now);
        _topic = _topic with { Assignment = Assignment(2, 0, Connector) };

        Assert.That(Texts(_member.ReachedEnd(_topic, 5, _now)), Is.EqualTo(new[] { "stop c-0", "go on 5" }));
        Assert.That(_member.IsInDoubt, Is.False);
        Assert.That(_member.Allowed.Items, Is.EquivalentTo(new[] { Connector }));
    }

    [Test]
    public void What_was_stopped_in_doubt_starts_again_when_it_is_over()
    {
        Join();
        Assign(1, Task);
        _member.Doubt(_now);
        Tick(Settings.OutageLimit.TotalSeconds);
        _member.Stopped([Task], _now);

        Assert.That(Texts(_member.ReachedEnd(_topic, 5, _now)), Does.Contain("start c-0"));
    }

    [Test]
    public void A_worker_that_drains_stops_everything_then_says_that_it_has_left()
    {
        Join();
        Assign(1, Connector, Task);

        Assert.That(Texts(_member.Drain(_now)), Is.EqualTo(new[] { "stop c c-0" }));
        Assert.That(Texts(_member.Stopped([Connector, Task], _now)), Is.EqualTo(new[] { "acknowledge 1.1: nothing, Left", "leave" }));
        Assert.That(Texts(Assign(2, Connector)), Is.Empty, "It is over.");
    }

    [Test]
    public void A_later_life_of_the_same_id_makes_it_leave_and_say_why()
    {
        Join();
        Assign(1, Connector);
        var later = new WorkerIncarnation(Self.WorkerId, "2");

        Assert.That(
            Texts(_member.Observe(_topic = _topic with { Workers = _topic.Workers.Add(later, _record with { Started = 11 }) }, _now)),
            Is.EqualTo(new[] { "stop c" }));
        Assert.That(Texts(_member.Stopped([Connector], _now)).Last(), Does.StartWith("leave: Another process has joined with the worker id a:8083"));
    }

    [Test]
    public void An_earlier_life_or_one_that_has_left_does_not_matter()
    {
        Join();
        var workers = _topic.Workers
            .Add(new(Self.WorkerId, "0"), _record with { Started = 9 })
            .Add(new(Self.WorkerId, "2"), _record with { Started = 11, State = WorkerState.Left });

        Assert.That(Texts(_member.Observe(_topic with { Workers = workers }, _now)), Is.Empty);
    }

    [Test]
    public void A_worker_whose_record_is_gone_writes_it_again()
    {
        Join();
        Assign(1, Connector);

        Assert.That(Texts(_member.Observe(CoordinationState.Empty, _now)), Is.EqualTo(new[] { "acknowledge 1.1: c, Running" }));
        Assert.That(_member.Allowed.Items, Is.EquivalentTo(new[] { Connector }), "It goes on.");
    }

    [Test]
    public void An_assignment_in_a_version_that_it_does_not_know_takes_everything_away()
    {
        Join();
        Assign(1, Connector);

        Assert.That(Texts(_member.Observe(_topic with { UnknownProtocol = 99 }, _now)), Is.EqualTo(new[] { "stop c" }));
    }

    private void Join()
    {
        _member.Announce(_now);
        _member.Observe(_topic, _now);
        _member.ReachedEnd(_topic, 1, _now);
    }

    private IReadOnlyList<MemberEffect> Assign(int number, params WorkItem[] items) => Assign(number, 0, items);

    private IReadOnlyList<MemberEffect> Assign(int number, long configOffset, params WorkItem[] items) =>
        _member.Observe(_topic = _topic with { Assignment = Assignment(number, configOffset, items) }, _now);

    private static AssignmentRecord Assignment(int number, long configOffset, params WorkItem[] items) => new()
    {
        Version = new AssignmentVersion(1, number),
        ConfigOffset = configOffset,
        Workers = AssignmentRecord.Empty.Workers.Add(Self.WorkerId, new WorkerItems(Self.Incarnation, items.ToHashSet())),
    };

    private IReadOnlyList<MemberEffect> Tick(double seconds) => _member.Tick(_now += TimeSpan.FromSeconds(seconds));

    private static string[] Texts(IReadOnlyList<MemberEffect> effects) => [.. effects.Select(Text)];

    private static string Text(MemberEffect effect) => effect switch
    {
        MemberEffect.EndDoubt end => $"go on {end.Doubt}",
        MemberEffect.Stop stop => $"stop {Names(stop.Items)}",
        MemberEffect.StopUnlessAtRest stop => $"stop unless at rest {Names(stop.Items)}",
        MemberEffect.Start start => $"start {Names(start.Items)}",
        MemberEffect.Acknowledge said => $"acknowledge {said.Record.Applied}: {Names([.. said.Record.Items.Order()])}, {said.Record.State}",
        MemberEffect.Leave leave => leave.Reason is null ? "leave" : $"leave: {leave.Reason}",
        _ => throw new ArgumentOutOfRangeException(nameof(effect)),
    };

    private static string Names(ImmutableArray<WorkItem> items) =>
        items.IsEmpty ? "nothing" : string.Join(' ', items.Select(item => item.IsConnector ? item.Connector : $"{item.Connector}-{item.Task}"));
}
