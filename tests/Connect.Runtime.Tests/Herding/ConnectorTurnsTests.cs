using Connect.Runtime.Herding.Distributed;
using Connect.Tests;

namespace Connect.Runtime.Tests.Herding;

public class ConnectorTurnsTests
{
    [Test]
    public async Task Decisions_about_one_connector_are_made_in_their_order_and_never_side_by_side()
    {
        await using var turns = new ConnectorTurns();
        var (order, inside) = (new List<int>(), 0);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => turns.DecideAsync(
            "a",
            async () =>
            {
                Assert.That(Interlocked.Increment(ref inside), Is.EqualTo(1));
                await Task.Yield();
                order.Add(i);
                Interlocked.Decrement(ref inside);
                return i;
            },
            CancellationToken.None)));

        Assert.That(order, Is.EqualTo(Enumerable.Range(0, 50)));
    }

    [Test]
    public async Task Decision_about_another_connector_does_not_wait()
    {
        await using var turns = new ConnectorTurns();
        var open = new TaskCompletionSource<int>();

        var slow = turns.DecideAsync("a", () => open.Task, CancellationToken.None);
        Assert.That(await turns.DecideAsync("b", () => Task.FromResult(2), CancellationToken.None).WaitAsync(TestTimeouts.Condition), Is.EqualTo(2));
        Assert.That(slow.IsCompleted, Is.False);

        open.SetResult(1);
        Assert.That(await slow, Is.EqualTo(1));
    }

    [Test]
    public async Task Failed_decision_fails_its_caller_and_the_next_is_made()
    {
        await using var turns = new ConnectorTurns();

        var failed = turns.DecideAsync<int>("a", () => throw new InvalidOperationException("no"), CancellationToken.None);
        var next = turns.DecideAsync("a", () => Task.FromResult(2), CancellationToken.None);

        Assert.That(async () => await failed, Throws.InvalidOperationException.With.Message.EqualTo("no"));
        Assert.That(await next.WaitAsync(TestTimeouts.Condition), Is.EqualTo(2));
    }

    [Test]
    public async Task Caller_that_gives_up_does_not_undo_its_decision_or_let_the_next_overtake_it()
    {
        await using var turns = new ConnectorTurns();
        var open = new TaskCompletionSource<int>();
        using var cancel = new CancellationTokenSource();

        var given = turns.DecideAsync("a", () => open.Task, cancel.Token);
        var next = turns.DecideAsync("a", () => Task.FromResult(open.Task.IsCompleted), CancellationToken.None);
        await cancel.CancelAsync();
        Assert.That(async () => await given, Throws.InstanceOf<OperationCanceledException>());

        open.SetResult(1);
        Assert.That(await next.WaitAsync(TestTimeouts.Condition), Is.True);
    }

    [Test]
    public async Task End_waits_for_accepted_decisions_and_refuses_others()
    {
        var turns = new ConnectorTurns();
        var open = new TaskCompletionSource<int>();
        var accepted = turns.DecideAsync("a", () => open.Task, CancellationToken.None);

        var ending = turns.DisposeAsync().AsTask();
        Assert.That(ending.IsCompleted, Is.False);
        Assert.That(
            async () => await turns.DecideAsync("b", () => Task.FromResult(1), CancellationToken.None),
            Throws.InstanceOf<ObjectDisposedException>().With.Message.EqualTo("The worker is shutting down."));

        open.SetResult(1);
        await ending.WaitAsync(TestTimeouts.Condition);
        Assert.That(await accepted, Is.EqualTo(1));
    }
}
