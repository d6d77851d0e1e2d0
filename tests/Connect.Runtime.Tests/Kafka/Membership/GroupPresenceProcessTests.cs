using System.Globalization;
using Connect.Tests;
using Connect.Tests.Membership;

namespace Connect.Runtime.Tests.Kafka.Membership;

public class GroupPresenceProcessTests
{
    [Test, CancelAfter(240_000)]
    public async Task Leader_that_is_killed_is_replaced_after_its_session(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        using var first = new MemberProcess(lab, "first:8083");
        await Eventually.Async(() => first.Says("candidate"), "the process is the candidate", TestTimeouts.Broker, cancellationToken);
        var second = lab.Join("second:8083");
        await Eventually.Async(() => second.IsHeld, "the second is in", cancellationToken: cancellationToken);
        Assert.That(second.IsCandidate, Is.False);

        await first.SignalAsync("KILL");
        var start = TimeProvider.System.GetTimestamp();

        await Eventually.Async(() => second.IsCandidate, "the second is the candidate", TestTimeouts.Broker, cancellationToken);
        TestContext.Out.WriteLine($"replaced after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s");
        Assert.That(second.Count<Connect.Runtime.Kafka.Membership.PresenceEvent.InDoubt>(), Is.Zero, second.ToString());
    }

    [Test, CancelAfter(240_000)]
    public async Task Process_that_was_stopped_longer_than_its_session_does_not_put_once_more(CancellationToken cancellationToken)
    {
        await using var lab = await GroupLab.OnRealAsync();
        using var first = new MemberProcess(lab, "first:8083");
        await Eventually.Async(() => first.Says("held 0") && first.Says("candidate"), "the process is in", TestTimeouts.Broker, cancellationToken);
        var second = lab.Join("second:8083");
        await Eventually.Async(() => second.IsHeld, "the second is in", cancellationToken: cancellationToken);

        await first.SignalAsync("STOP");
        await Eventually.Async(() => second.IsCandidate, "the second takes over", TestTimeouts.Broker, cancellationToken);
        var continued = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await first.SignalAsync("CONT");
        await Eventually.Async(
            () => first.Lines.Count(line => line.StartsWith("held ", StringComparison.Ordinal)) >= 2, "it is let in again", TestTimeouts.Broker,
            cancellationToken);

        var lines = first.Lines.ToList();
        var firstLate =
            lines.FindIndex(
                line => line.StartsWith("put ", StringComparison.Ordinal) && long.Parse(line[4..], CultureInfo.InvariantCulture) >= continued);
        var heldAgain =
            lines.FindIndex(
                lines.FindIndex(line => line.StartsWith("doubt ", StringComparison.Ordinal)), line =>
                    line.StartsWith("held ", StringComparison.Ordinal));
        Assert.That(firstLate < 0 || firstLate > heldAgain, Is.True, string.Join("\n", lines.TakeLast(50)));
        Assert.That(lines.LastIndexOf("gone"), Is.GreaterThan(lines.IndexOf("candidate")), "it is no candidate any more");
        Assert.That(second.IsCandidate, Is.True);
    }
}
