using Connect.Connectors;
using Connect.Runtime.Tasks;
using Connect.Runtime.Tests.Sinks;
using Connect.Runtime.Tests.Sources;
using Connect.Tests;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Runtime.Tests.Tasks;

/// <summary><c>rate.limit.records</c> and <c>rate.limit.bytes</c>.</summary>
[CancelAfter(30_000)]
public sealed class RateLimitTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void Batch_is_paid_by_waiting_after_it_and_idle_time_counts_for_a_second()
    {
        var limit = new RateLimit(100, 0, 1, _time);
        limit.Join();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(limit.Charge(50, 0), Is.EqualTo(TimeSpan.FromSeconds(0.5)));
            Assert.That(limit.Charge(50, 0), Is.EqualTo(TimeSpan.FromSeconds(1)));
            _time.Advance(TimeSpan.FromSeconds(10));
            Assert.That(limit.Charge(50, 0), Is.EqualTo(TimeSpan.Zero));
            Assert.That(limit.Charge(50, 0), Is.EqualTo(TimeSpan.Zero));
            Assert.That(limit.Charge(50, 0), Is.EqualTo(TimeSpan.FromSeconds(0.5)), "no more than a second is saved up");
        }
    }

    [TestCase(0)]
    [TestCase(0.03)]
    [TestCase(0.2)]
    [TestCase(0.9)]
    [TestCase(3, Description = "later than is made up for")]
    public void Wake_up_that_comes_late_is_made_up_for_and_the_limit_is_never_exceeded(double late)
    {
        const int Rate = 300;
        const int Batch = 20;
        var limit = new RateLimit(Rate, 0, 1, _time);
        limit.Join();
        var pace = new TaskPace(limit, _time, _ => limit.Leave());
        var (start, batches) = (_time.GetUtcNow(), new List<double>());
        double Now() => (_time.GetUtcNow() - start).TotalSeconds;
        while (Now() < 60)
        {
            batches.Add(Now());
            pace.Charge(Batch, 0);
            if (pace.UntilDue is { Ticks: > 0 } wait)
                _time.Advance(wait + TimeSpan.FromSeconds(late));
        }

        using (Assert.EnterMultipleScope())
        {
            if (late < 1)
                Assert.That(batches.Count * Batch / Now(), Is.EqualTo(Rate).Within(0.03 * Rate));
            for (var first = 0; first < batches.Count; first++)
            {
                // From one batch to another: a second's worth, and one batch, may be ahead of the limit.
                var last = batches.FindLastIndex(at => at <= batches[first] + 5);
                var allowed = (Rate * (batches[last] - batches[first] + 1)) + Batch;
                Assert.That((last - first + 1) * Batch, Is.AtMost(allowed + 1), $"from {batches[first]} to {batches[last]} s");
            }
        }
    }

    [Test]
    public void Narrower_of_both_limits_counts()
    {
        var limit = new RateLimit(100, 1000, 1, _time);
        limit.Join();
        Assert.That(limit.Charge(50, 3000), Is.EqualTo(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public void Worker_has_the_part_of_its_tasks_among_all_tasks_of_the_connector()
    {
        var limit = new RateLimit(100, 0, 4, _time);
        limit.Join();
        var alone = limit.Charge(100, 0);
        _time.Advance(alone);
        limit.Join();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(alone, Is.EqualTo(TimeSpan.FromSeconds(4)));
            Assert.That(limit.Charge(100, 0), Is.EqualTo(TimeSpan.FromSeconds(2)));
        }
    }

    [Test]
    public void Time_that_a_task_has_waited_is_counted()
    {
        var limit = new RateLimit(10, 0, 1, _time);
        limit.Join();
        var pace = new TaskPace(limit, _time, _ => limit.Leave());
        pace.Charge(20, 0);
        _time.Advance(TimeSpan.FromSeconds(0.5));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((pace.UntilDue, pace.Waited), Is.EqualTo((TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(0.5))));
            _time.Advance(TimeSpan.FromSeconds(10));
            Assert.That((pace.UntilDue, pace.Waited), Is.EqualTo((TimeSpan.Zero, TimeSpan.FromSeconds(2))));
        }
    }

    [TestCase(2, 0)]
    [TestCase(0, 16)]
    public async Task Source_polls_again_when_its_records_are_paid(long records, long bytes, CancellationToken cancellationToken)
    {
        await using var harness = SourceTaskHarness.Start(new SourceTaskHarness { Limit = (records, bytes) });
        harness.Task.Return([.. Enumerable.Range(1, 20).Select(n => SourceTaskHarness.Record(n))]);
        await Eventually.Async(() => harness.Producer.Delivered.Count == 20, "the first batch is sent", cancellationToken: cancellationToken);
        harness.Task.Return(SourceTaskHarness.Record(21));
        for (var i = 0; i < 9; i++)
            harness.Time.Advance(TimeSpan.FromSeconds(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(harness.Producer.Delivered, Has.Count.EqualTo(20), "20 records of 8 bytes take 10 s");
            Assert.That(harness.LastState, Is.EqualTo(TaskState.Running));
        }

        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await harness.UntilStoredAsync(21, cancellationToken);
    }

    [Test]
    public async Task Source_that_waits_for_its_limit_stops_at_once_and_stores_its_offsets(CancellationToken cancellationToken)
    {
        await using var harness = SourceTaskHarness.Start(new SourceTaskHarness { Limit = (1, 0) });
        harness.Task.Return([.. Enumerable.Range(1, 1000).Select(n => SourceTaskHarness.Record(n))]);
        await Eventually.Async(() => harness.Producer.Delivered.Count == 1000, "the batch is sent", cancellationToken: cancellationToken);
        harness.Worker.Stop();
        await harness.Worker.Completion.WaitAsync(cancellationToken);
        Assert.That(await harness.StoredAsync(), Is.EqualTo(1000));
    }

    [Test]
    public async Task Sink_holds_its_records_back_until_the_last_ones_are_paid_and_commits_meanwhile(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness(recordsPerSecond: 4);
        harness.Assign(SinkTaskHarness.Left);
        harness.Deliver(SinkTaskHarness.Left, 0, 60);
        await harness.UntilTakenAsync(60, cancellationToken);
        await Eventually.Async(() => harness.Consumer.Held.HoldsAll, "records are held back", cancellationToken: cancellationToken);
        harness.Deliver(SinkTaskHarness.Left, 60);
        await harness.UntilCommittedAsync(SinkTaskHarness.Left, 60, cancellationToken);
        Assert.That(harness.Task.Taken, Has.Count.EqualTo(60));
        await harness.AdvanceUntilAsync(() => harness.Task.Taken.Count == 61, "the next record is taken after 15 s", cancellationToken);
    }
}
