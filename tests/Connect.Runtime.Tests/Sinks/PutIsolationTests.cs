using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Workers;
using Connect.Tests;
using static Connect.Runtime.Tests.Sinks.SinkTaskHarness;

namespace Connect.Runtime.Tests.Sinks;

/// <summary>A put that fails for good, with <c>errors.put.isolate</c>: the records that the sink does not take are found, and they
/// alone are reported.</summary>
[CancelAfter(30_000)]
public sealed class PutIsolationTests
{
    private static readonly ErrorPolicy TolerateAll = new() { Tolerance = ErrorTolerance.All };

    [Test]
    public async Task Put_that_fails_for_good_is_repeated_in_halves_and_only_the_bad_record_is_reported(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness(TolerateAll, isolates: true);
        harness.Task.OnPut = (records, _) => records.Any(record => record.OriginalOffset == 5)
            ? throw new ConnectException("not this one") : Task.CompletedTask;
        harness.Assign(Left);
        harness.Deliver(Left, 0, 8);

        await harness.UntilCommittedAsync(Left, 8, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                harness.Task.Taken.Select(record => record.OriginalOffset), Is.EqualTo(new long[] { 0, 1, 2, 3, 4, 6, 7 }), "in their order, once");
            Assert.That(harness.Reporter.Reports.Single().Consumed!.Value.Offset, Is.EqualTo(5));
            Assert.That(harness.LastState, Is.EqualTo(TaskState.Running));
        }
    }

    [Test]
    public async Task Sink_that_takes_no_record_at_all_fails_and_nothing_is_reported_or_committed(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness(TolerateAll, isolates: true);
        harness.Task.OnPut = (records, _) => records.Count > 0 ? throw new ConnectException("no such table") : Task.CompletedTask;
        harness.Assign(Left);
        harness.Deliver(Left, 0, 4);

        await harness.UntilEndedAsync(cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(harness.LastState, Is.EqualTo(TaskState.Failed));
            Assert.That(harness.Trace, Does.Contain("no such table").And.Contain("offsets 0 to 3"));
            Assert.That(harness.Reporter.Reports, Is.Empty);
            Assert.That(harness.CommittedOf(Left), Is.Null);
        }
    }

    [Test]
    public async Task Bad_record_that_is_found_fails_the_task_alone_where_nothing_is_tolerated(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness(isolates: true);
        harness.Task.OnPut = (records, _) => records.Any(record => record.OriginalOffset == 5)
            ? throw new ConnectException("not this one") : Task.CompletedTask;
        harness.Assign(Left);
        harness.Deliver(Left, 0, 8);

        await harness.UntilEndedAsync(cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(harness.Trace, Does.Contain("could not put 1 record (t-0 offsets 5 to 5)"));
            Assert.That(harness.CommittedOf(Left), Is.Null, "what came after it may be taken, but is delivered again");
        }
    }

    [Test]
    public async Task Sink_that_asks_to_wait_in_the_middle_of_the_search_is_given_the_rest_later(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness(TolerateAll, isolates: true);
        var busy = 1;
        harness.Task.OnPut = (records, _) => records.Any(record => record.OriginalOffset == 1)
            ? throw new ConnectException("not this one")
            : records.Any(record => record.OriginalOffset == 6) && busy-- > 0 ? throw new RetriableConnectException("busy") : Task.CompletedTask;
        harness.Assign(Left);
        harness.Deliver(Left, 0, 8);

        await harness.UntilCommittedAsync(Left, 8, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(harness.Task.Taken.Select(record => record.OriginalOffset), Is.EqualTo(new long[] { 0, 2, 3, 4, 5, 6, 7 }));
            Assert.That(harness.Reporter.Reports.Single().Consumed!.Value.Offset, Is.EqualTo(1));
        }
    }
}
