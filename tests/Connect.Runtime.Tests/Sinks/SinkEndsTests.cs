using Connect.Runtime.Kafka;
using Connect.Runtime.Tasks;
using Connect.Runtime.Tests.Fakes;
using Connect.Tests;
using static Connect.Runtime.Tests.Sinks.SinkTaskHarness;

namespace Connect.Runtime.Tests.Sinks;

/// <summary>A sink task with <c>run.to.end</c>.</summary>
[CancelAfter(30_000)]
public sealed class SinkEndsTests
{
    private readonly FakeAdmin _admin = new() { Partitions = 2 };

    public SinkEndsTests()
    {
        _admin.Topics["t"] = true;
        _admin.Ends[Left] = 3;
        _admin.Ends[Right] = 5;
    }

    [Test]
    public async Task Task_finishes_when_everything_up_to_the_ends_is_committed_and_takes_nothing_more(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness(ends: _admin);
        harness.Assign(Left, Right);
        harness.Deliver(Left, 0, 3);
        harness.Deliver(Right, 0, 3);
        await harness.UntilTakenAsync(6, cancellationToken);
        await harness.AdvanceUntilAsync(() => harness.Consumer.Held.Includes(Left), "the first partition is at its end", cancellationToken);
        harness.Deliver(Left, 3);
        Assert.That(FinishedNote.Parse(harness.LastTrace), Is.Null, "the other partition is not");

        // The last two offsets are those of transactions.
        harness.Consumer.Reached[Right] = 5;
        await harness.AdvanceUntilAsync(() => FinishedNote.Parse(harness.LastTrace) is not null, "the task has finished", cancellationToken);
        var note = FinishedNote.Parse(harness.LastTrace)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((note.Generation, note.Total), Is.EqualTo((7L, (int?)2)));
            Assert.That(note.Partitions, Is.EqualTo(new[] { "t-0", "t-1" }));
            Assert.That((harness.CommittedOf(Left), harness.CommittedOf(Right)), Is.EqualTo(((long?)3, (long?)3)));
            Assert.That(harness.LastState, Is.EqualTo(TaskState.Running));
            Assert.That(harness.Task.Taken, Has.Count.EqualTo(6));
        }
    }

    [Test]
    public async Task Partition_that_goes_to_another_task_is_not_said_to_be_finished(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness(ends: _admin);
        harness.Assign(Left, Right);
        harness.Deliver(Left, 0, 3);
        await harness.UntilTakenAsync(3, cancellationToken);
        await harness.RevokeAsync(Right);
        await harness.AdvanceUntilAsync(() => FinishedNote.Parse(harness.LastTrace) is not null, "the task has finished", cancellationToken);
        Assert.That(FinishedNote.Parse(harness.LastTrace)!.Partitions, Is.EqualTo(new[] { "t-0" }));
        harness.Assign(Right);
        await harness.AdvanceUntilAsync(() => harness.LastTrace is null, "it has something to do again", cancellationToken);
    }

    [Test]
    public async Task Topic_that_does_not_exist_fails_the_task(CancellationToken cancellationToken)
    {
        _admin.Topics.Clear();
        await using var harness = new SinkTaskHarness(ends: _admin);
        await harness.UntilAsync(TaskState.Failed, cancellationToken);
        Assert.That(harness.Trace, Does.Contain("Topic 't' does not exist, so task c-0 cannot know its end (run.to.end)"));
    }

    [Test]
    public async Task Broker_that_is_away_is_asked_again(CancellationToken cancellationToken)
    {
        _admin.Failure = new KafkaClientException("away", KafkaErrorKind.Transient);
        await using var harness = new SinkTaskHarness(ends: _admin);
        harness.Time.Advance(TimeSpan.FromSeconds(5));
        _admin.Failure = null;
        await harness.UntilAsync(TaskState.Running, cancellationToken);
    }
}
