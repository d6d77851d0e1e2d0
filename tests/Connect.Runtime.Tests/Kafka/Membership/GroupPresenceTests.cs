using Connect.Runtime.Kafka.Membership;
using Connect.Tests;
using Connect.Tests.Membership;

namespace Connect.Runtime.Tests.Kafka.Membership;

public class GroupPresenceTests
{
    [Test, CancelAfter(120_000)]
    public async Task First_worker_joins_becomes_candidate_and_holds_its_lease(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var worker = lab.Join("a:8083");

        await Eventually.Async(() => worker is { IsHeld: true, IsCandidate: true }, "the worker is in", cancellationToken: cancellationToken);

        Assert.That(worker.Count<PresenceEvent.Joined>(), Is.EqualTo(1));
        Assert.That(worker.Count<PresenceEvent.Candidate>(), Is.EqualTo(1));
        Assert.That(worker.Count<PresenceEvent.InDoubt>(), Is.Zero, worker.ToString());
        Assert.That(worker.Generation, Is.Positive);
        Assert.That(worker.Presence.Status.Trouble, Is.Null);
    }

    [Test, CancelAfter(120_000)]
    public async Task Second_and_third_worker_are_seen_by_all_and_change_no_candidate(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        var a = lab.Join("a:8083");
        await Eventually.Async(() => a is { IsHeld: true, IsCandidate: true }, "a is in", cancellationToken: cancellationToken);
        var first = a.Generation;

        var b = lab.Join("b:8083");
        await Eventually.Async(
            () => b.IsHeld && a.Generation == b.Generation && a.Generation > first, "b is in", cancellationToken: cancellationToken);
        var second = a.Generation;
        var c = lab.Join("c:8083");
        await Eventually.Async(
            () => c.IsHeld && a.Generation == c.Generation && b.Generation == c.Generation
                && c.Generation > second, "c is in", cancellationToken: cancellationToken);

        Assert.That(a.IsCandidate, Is.True);
        Assert.That(b.IsCandidate || c.IsCandidate, Is.False);
        foreach (var worker in (PresentWorker[])[a, b, c])
        {
            Assert.That(worker.IsHeld, Is.True);
            Assert.That(worker.Count<PresenceEvent.InDoubt>(), Is.Zero, worker.ToString());
        }
    }

    [Test, CancelAfter(120_000)]
    public async Task Worker_that_leaves_is_gone_at_once_and_the_candidate_moves(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync(new() { ["session.timeout.ms"] = "30000" });
        var a = lab.Join("a:8083");
        await Eventually.Async(() => a is { IsHeld: true, IsCandidate: true }, "a is in", cancellationToken: cancellationToken);
        var b = lab.Join("b:8083");
        await Eventually.Async(() => b.IsHeld && a.Generation == b.Generation, "b is in", cancellationToken: cancellationToken);

        await a.LeaveAsync();
        await Eventually.Async(() => b.IsCandidate, "the other one is the candidate", TimeSpan.FromSeconds(10), cancellationToken);

        Assert.That(a.IsHeld, Is.False);
        Assert.That(a.Count<PresenceEvent.CandidateGone>(), Is.EqualTo(1));
        Assert.That(b.IsHeld, Is.True);
        Assert.That(b.Count<PresenceEvent.InDoubt>(), Is.Zero, b.ToString());
    }

    [Test, CancelAfter(120_000)]
    public async Task Worker_without_the_partition_leaves_at_once_too(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync(new() { ["session.timeout.ms"] = "30000" });
        var a = lab.Join("a:8083");
        await Eventually.Async(() => a is { IsHeld: true, IsCandidate: true }, "a is in", cancellationToken: cancellationToken);
        var b = lab.Join("b:8083");
        await Eventually.Async(() => b.IsHeld && a.Generation == b.Generation, "b is in", cancellationToken: cancellationToken);
        var before = a.Generation;

        await b.LeaveAsync();

        await Eventually.Async(() => a.Generation > before, "a is told", TimeSpan.FromSeconds(10), cancellationToken);
        Assert.That(a.IsCandidate, Is.True);
        Assert.That(a.Count<PresenceEvent.InDoubt>(), Is.Zero, a.ToString());
    }

    [Test, CancelAfter(120_000)]
    public async Task Worker_whose_herder_hangs_loses_its_membership(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync(new() { ["rebalance.timeout.ms"] = "6000" });
        var a = lab.Join("a:8083");
        await Eventually.Async(() => a is { IsHeld: true, IsCandidate: true }, "a is in", cancellationToken: cancellationToken);
        var b = lab.Join("b:8083");
        await Eventually.Async(() => b.IsHeld && a.Generation == b.Generation, "b is in", cancellationToken: cancellationToken);

        a.Hangs = true;

        await Eventually.Async(() => !a.IsHeld && b.IsCandidate, "the other one takes over", cancellationToken: cancellationToken);
        Assert.That(lab.Logs.Entries.Any(entry => entry.Message.Contains("herder has not responded", StringComparison.Ordinal)), Is.True);
        a.Hangs = false;
        await Eventually.Async(() => a.IsHeld && a.Generation == b.Generation, "it comes back", cancellationToken: cancellationToken);
        Assert.That(a.IsCandidate, Is.False);
        Assert.That(b.IsCandidate, Is.True);
    }

    [Test, CancelAfter(120_000)]
    public async Task Handler_that_throws_does_not_end_membership(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        await using var presence = lab.Cluster.CreatePresence(new WorkerIncarnation("a:8083", "1"));

        presence.Start(_ => throw new InvalidOperationException("no"));

        await Eventually.Async(
            () => presence.Status is { IsCandidate: true, Generation: > 0 }, "it is a member", cancellationToken: cancellationToken);
        await Eventually.Async(() => presence.Lease.TryEndDoubt(presence.Lease.Doubt), "membership is proven", cancellationToken: cancellationToken);
    }

    [Test]
    public async Task Presence_that_never_started_can_be_left()
    {
        var lab = new GroupLab("localhost:1");
        var presence = lab.Cluster.CreatePresence(new WorkerIncarnation("a:8083", "1"));
        await presence.LeaveAsync();
        await presence.DisposeAsync();
    }

    [Test, CancelAfter(120_000)]
    public async Task Presence_that_reaches_no_broker_can_be_left(CancellationToken cancellationToken)
    {
        await using var lab = new GroupLab("localhost:1");
        var worker = lab.Join("a:8083");
        await Eventually.Async(
            () => lab.Logs.Entries.Any(entry => entry.Message.Contains("localhost:1", StringComparison.Ordinal)), "it has tried",
            cancellationToken: cancellationToken);

        await worker.LeaveAsync().WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);

        Assert.That(worker.IsHeld, Is.False);
    }

    [Test]
    public void Embedded_broker_is_refused()
    {
        var lab = new GroupLab("embedded:cluster");
        Assert.That(
            () => lab.Cluster.CreatePresence(new WorkerIncarnation("a:8083", "1")),
            Throws.InstanceOf<ConfigException>().With.Message.Contains("real Kafka"));
    }
}
