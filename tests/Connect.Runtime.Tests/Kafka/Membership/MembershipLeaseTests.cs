using Connect.Runtime.Kafka.Membership;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Runtime.Tests.Kafka.Membership;

public class MembershipLeaseTests
{
    private static readonly TimeSpan Session = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly List<PresenceEvent> _events = [];
    private MembershipLease _lease = null!;

    [SetUp]
    public void SetUp()
    {
        _events.Clear();
        _lease = new MembershipLease(Session, _time);
        _lease.SetHandler(_events.Add);
    }

    [Test]
    public void Lease_begins_in_doubt()
    {
        Assert.That(_lease.IsHeld, Is.False);
        Assert.That(_lease.TryEndDoubt(0), Is.False, "nothing is proven");
    }

    [Test]
    public void Lease_is_held_when_membership_is_proven_and_the_herder_ends_the_doubt()
    {
        _lease.Prove(_time.GetTimestamp());

        Assert.That(_lease.IsHeld, Is.False, "the herder has not said that the worker is listed");
        Assert.That(_lease.TryEndDoubt(0), Is.True);
        Assert.That(_lease.IsHeld, Is.True);
        Assert.That(_events, Is.EqualTo(new PresenceEvent[] { new PresenceEvent.Proven(0) }));
    }

    [Test]
    public void Lease_ends_a_session_after_the_last_proof_at_the_moment_it_is_asked()
    {
        Hold();
        _time.Advance(TimeSpan.FromSeconds(10));
        _lease.Prove(_time.GetTimestamp());
        _time.Advance(Session - TimeSpan.FromTicks(1));
        Assert.That(_lease.IsHeld, Is.True);

        _time.Advance(TimeSpan.FromTicks(1));

        Assert.That(_lease.IsHeld, Is.False);
        Assert.That(_events[^1], Is.InstanceOf<PresenceEvent.InDoubt>());
    }

    [Test]
    public void Proof_counts_from_when_it_was_sent_not_from_when_it_arrives()
    {
        Hold();
        var sent = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(15));
        _lease.Prove(sent);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.That(_lease.IsHeld, Is.False);
    }

    [Test]
    public void Older_proof_does_not_shorten_the_lease()
    {
        Hold();
        var old = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(15));
        _lease.Prove(_time.GetTimestamp());
        _lease.Prove(old);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.That(_lease.IsHeld, Is.True);
    }

    [Test]
    public void Doubt_ends_the_lease_at_once_and_is_told_once()
    {
        Hold();

        _lease.BeginDoubt("lost");
        _lease.BeginDoubt("lost, too");

        Assert.That(_lease.IsHeld, Is.False);
        Assert.That(_events.OfType<PresenceEvent.InDoubt>(), Is.EqualTo(new[] { new PresenceEvent.InDoubt(1, "lost") }));
    }

    [Test]
    public void Proof_that_was_sent_before_the_doubt_began_does_not_count()
    {
        Hold();
        var before = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        _lease.BeginDoubt("lost");

        _lease.Prove(before);

        Assert.That(_lease.TryEndDoubt(1), Is.False);
        _lease.Prove(_time.GetTimestamp());
        Assert.That(_lease.TryEndDoubt(1), Is.True);
    }

    [Test]
    public void Newer_doubt_is_not_ended_by_who_has_read_before_it()
    {
        _lease.Prove(_time.GetTimestamp());
        _lease.BeginDoubt("lost again");
        _lease.Prove(_time.GetTimestamp());

        Assert.That(_lease.TryEndDoubt(0), Is.False);
        Assert.That(_lease.TryEndDoubt(1), Is.True);
    }

    [Test]
    public void Proof_that_is_too_old_when_the_doubt_is_to_end_begins_another()
    {
        _lease.Prove(_time.GetTimestamp());
        _time.Advance(Session);

        Assert.That(_lease.TryEndDoubt(0), Is.False);
        _lease.Prove(_time.GetTimestamp());

        Assert.That(_events[^1], Is.EqualTo(new PresenceEvent.Proven(1)), "the herder is told again");
        Assert.That(_lease.TryEndDoubt(1), Is.True);
    }

    [Test]
    public void Lease_ends_when_the_machine_was_suspended_and_its_monotonic_clock_stood_still()
    {
        var time = new SuspendedTime();
        var lease = new MembershipLease(Session, time);
        lease.Prove(time.GetTimestamp());
        lease.TryEndDoubt(0);
        Assert.That(lease.IsHeld, Is.True);

        time.Suspended = Session;

        Assert.That(lease.IsHeld, Is.False);
    }

    [Test, CancelAfter(30_000)]
    public async Task Wait_ends_when_the_lease_is_held(CancellationToken cancellationToken)
    {
        var waiting = _lease.WaitUntilHeldAsync(cancellationToken);
        Assert.That(waiting.IsCompleted, Is.False);

        Hold();

        await waiting;
        _lease.BeginDoubt("lost");
        Assert.That(_lease.WaitUntilHeldAsync(cancellationToken).IsCompleted, Is.False);
    }

    [Test]
    public void Wait_can_be_given_up()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _lease.WaitUntilHeldAsync(stop.Token);
        stop.Cancel();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Worker_that_shares_with_nobody_always_holds_its_lease()
    {
        Assert.That(AlwaysHeld.Instance.IsHeld, Is.True);
        await AlwaysHeld.Instance.WaitUntilHeldAsync(CancellationToken.None);
    }

    private void Hold()
    {
        _lease.Prove(_time.GetTimestamp());
        Assert.That(_lease.TryEndDoubt(_lease.Doubt), Is.True);
    }

    private sealed class SuspendedTime : TimeProvider
    {
        public TimeSpan Suspended { get; set; }

        public override long GetTimestamp() => 1_000_000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Suspended;
    }
}
