using Connect.Runtime.Kafka.Membership;
using Connect.Tests.Membership;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Runtime.Tests.Kafka.Membership;

/// <summary>The twin does what the tests on a real broker say of the real thing.</summary>
public class MemoryGroupTests
{
    private static readonly TimeSpan Session = TimeSpan.FromSeconds(20);

    private FakeTimeProvider _time = null!;
    private MemoryGroup _group = null!;

    [SetUp]
    public void SetUp()
    {
        _time = new FakeTimeProvider();
        _group = new MemoryGroup(Session, _time);
    }

    [Test]
    public async Task Candidate_stays_while_others_come_and_moves_when_it_leaves()
    {
        var (a, b) = (Join("a"), Join("b"));
        Assert.That(a.Status is { IsCandidate: true, Generation: 2 } && b.Status is { IsCandidate: false, Generation: 2 }, Is.True);

        await a.LeaveAsync();

        Assert.That(b.Status is { IsCandidate: true, Generation: 3 }, Is.True);
        Assert.That(_group.Describe().Members.Select(member => member.WorkerId), Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public void Member_that_is_not_heard_is_dropped_after_its_lease_has_ended_and_learns_of_it_when_it_is_back()
    {
        var (a, b) = (Join("a"), Join("b"));
        a.IsCutOff = true;
        _time.Advance(Session - TimeSpan.FromSeconds(1));
        _group.Heartbeat();
        Assert.That(a.Lease.IsHeld, Is.True);
        Assert.That(_group.Describe().Members, Has.Count.EqualTo(2));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(a.Lease.IsHeld, Is.False, "it asks the clock");
        _group.Heartbeat();
        Assert.That(_group.Describe().Members.Select(member => member.WorkerId), Is.EqualTo(new[] { "b" }));
        Assert.That(b.Status.IsCandidate && a.Status.IsCandidate, Is.True, "both believe it");

        a.IsCutOff = false;
        _group.Heartbeat();

        Assert.That(a.Status.IsCandidate, Is.False);
        Assert.That(a.Lease.TryEndDoubt(a.Lease.Doubt), Is.True);
        Assert.That(_group.Describe().Members, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Older_writer_is_fenced_and_a_failure_may_hide_what_was_written()
    {
        var clients = _group.CreateClients();
        var (old, next) = (clients.CreateLeaderWriter(), clients.CreateLeaderWriter());
        var record = new LeaderEntry("t", null, [1], [2]);
        await old.ClaimAsync(CancellationToken.None);
        await old.WriteAsync([record, record], CancellationToken.None);
        await next.ClaimAsync(CancellationToken.None);

        Assert.That(await old.WriteAsync([record], CancellationToken.None), Is.InstanceOf<LeaderWriteResult.Fenced>());
        _group.FailNextWrite(new LeaderWriteResult.Failed(new("no answer", default), MayBeCommitted: true));
        Assert.That(await next.WriteAsync([record], CancellationToken.None), Is.InstanceOf<LeaderWriteResult.Failed>());
        Assert.That(next.End, Is.Not.Null);
        Assert.That(_group.Committed.Select(place => place.Offset), Is.EqualTo(new[] { 0L, 1L, 2L }));
    }

    private MemoryPresence Join(string workerId)
    {
        var presence = (MemoryPresence)_group.CreateClients().CreatePresence(new WorkerIncarnation(workerId, "1"));
        presence.Start(_ => { });
        Assert.That(presence.Lease.TryEndDoubt(presence.Lease.Doubt), Is.True);
        return presence;
    }
}
