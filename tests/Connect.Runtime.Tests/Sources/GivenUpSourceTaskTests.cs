using Connect.Runtime.Kafka;
using Connect.Runtime.Tasks;
using Connect.Tests;
using static Connect.Runtime.Tests.Sources.SourceTaskHarness;

namespace Connect.Runtime.Tests.Sources;

/// <summary>A source task that did not end in time touches neither offsets nor topics any more, wherever its flow hangs.</summary>
[CancelAfter(30_000)]
public sealed class GivenUpSourceTaskTests
{
    [Test]
    public async Task Timer_of_a_task_whose_poll_hangs_stores_nothing_any_more(CancellationToken cancellationToken)
    {
        await using var harness = await HangAsync(acknowledges: false, cancellationToken);
        harness.Worker.Stop();
        harness.Producer.Acknowledge();
        harness.Worker.Cancel();

        for (var i = 0; i < 30; i++)
            await PassSecondAsync(harness, cancellationToken);

        Assert.That(await harness.StoredAsync(), Is.Null);
        Assert.That(harness.Store.Writes, Is.Zero);
    }

    [Test]
    public async Task Commit_that_hangs_in_the_store_writes_nothing_after_the_task_was_given_up(CancellationToken cancellationToken)
    {
        await using var harness = await HangAsync(acknowledges: true, cancellationToken);
        harness.Store.Hold();
        await Eventually.Async(
            () =>
            {
                harness.Time.Advance(TimeSpan.FromSeconds(1));
                return harness.Store.Writes > 0;
            },
            "a commit is under way",
            cancellationToken: cancellationToken);
        harness.Worker.Stop();
        harness.Worker.Cancel();

        harness.Store.Release();

        for (var i = 0; i < 10; i++)
            await PassSecondAsync(harness, cancellationToken);
        Assert.That(await harness.StoredAsync(), Is.Null);
        Assert.That(harness.Trouble, Is.Empty, "its troubles are not those of the task that replaced it");
    }

    [Test]
    public async Task Its_producer_is_closed_although_its_flow_hangs_and_late_answers_change_nothing(CancellationToken cancellationToken)
    {
        await using var harness = await HangAsync(acknowledges: false, cancellationToken);
        harness.Worker.Stop();
        harness.Worker.Cancel();

        await Eventually.Async(() => harness.Producer.Outstanding == 0, "what was under way is given up", cancellationToken: cancellationToken);
        Assert.That(harness.Worker.Completion.IsCompleted, Is.False, "the poll still hangs");
        Assert.That(harness.Statuses.GetTopics(Id.Connector), Is.Empty);
    }

    [Test]
    public async Task Acknowledgement_that_comes_late_marks_no_topic_as_used(CancellationToken cancellationToken)
    {
        await using var harness = await HangAsync(acknowledges: false, cancellationToken);
        harness.Producer.IgnoresAbandon = true;
        harness.Worker.Stop();
        harness.Worker.Cancel();

        harness.Producer.Acknowledge();

        Assert.That(harness.Statuses.GetTopics(Id.Connector), Is.Empty);
        for (var i = 0; i < 10; i++)
            await PassSecondAsync(harness, cancellationToken);
        Assert.That(await harness.StoredAsync(), Is.Null);
    }

    [Test]
    public async Task Batch_under_way_is_cut_and_the_task_does_not_fail(CancellationToken cancellationToken)
    {
        await using var harness = new SourceTaskHarness();
        harness.Producer.AcknowledgesAtOnce = false;
        harness.Producer.Capacity = 1;
        harness.Task.Return([.. Enumerable.Range(1, 200).Select(n => Record(n))]);
        harness.Worker.Start();
        await harness.Producer.WaitForOutstandingAsync(1, cancellationToken);
        harness.Worker.Stop();
        harness.Worker.Cancel();

        await harness.AdvanceUntilAsync(harness.Worker.Completion, cancellationToken);

        Assert.That(harness.Producer.Delivered, Is.Empty);
        Assert.That(harness.Log.Entries.Select(entry => entry.Message), Has.None.Contains("has failed"));
    }

    [Test]
    public async Task Its_offsets_cannot_be_read_any_more(CancellationToken cancellationToken)
    {
        await using var harness = await HangAsync(acknowledges: true, cancellationToken);
        harness.Worker.Stop();
        harness.Worker.Cancel();

        await Eventually.Async(
            async () =>
            {
                try
                {
                    await harness.Task.Context!.Offsets.GetOffsetsAsync([Partition], cancellationToken);
                    return false;
                }
                catch (ConnectException)
                {
                    return true;
                }
            },
            "the reader is closed",
            cancellationToken: cancellationToken);
    }

    /// <summary>Starts a task that has sent one record and whose next poll hangs.</summary>
    private static async Task<SourceTaskHarness> HangAsync(bool acknowledges, CancellationToken cancellationToken)
    {
        var harness = new SourceTaskHarness();
        harness.Producer.AcknowledgesAtOnce = acknowledges;
        harness.Task.IgnoresCancellation = true;
        harness.Task.Return(Record(1));
        harness.Worker.Start();
        await Eventually.Async(
            () => harness.Task.Calls.Count(call => call == "poll") == 2, "the next poll hangs", cancellationToken: cancellationToken);
        return harness;
    }

    private static async Task PassSecondAsync(SourceTaskHarness harness, CancellationToken cancellationToken)
    {
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
    }
}
