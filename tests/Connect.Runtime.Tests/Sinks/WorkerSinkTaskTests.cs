using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Workers;
using Connect.Tests;
using static Connect.Runtime.Tests.Sinks.SinkTaskHarness;

namespace Connect.Runtime.Tests.Sinks;

[CancelAfter(30_000)]
public sealed class WorkerSinkTaskTests
{
    private static readonly ErrorPolicy TolerateAll = new() { Tolerance = ErrorTolerance.All };

    [Test]
    public async Task Records_are_taken_and_committed_at_the_interval(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        harness.Assign(Left);
        harness.Deliver(Left, 0, 3);

        await harness.UntilTakenAsync(3, cancellationToken);
        Assert.That(harness.Consumer.Commits, Is.Empty, "not before the interval is over");
        await harness.UntilCommittedAsync(Left, 3, cancellationToken);
        Assert.That(harness.Task.Calls.Where(call => call != "put 0").Take(4), Is.EqualTo(new[] { "start", "consumer.start", "open t-0", "put 3" }));
    }

    [Test]
    public async Task Failing_put_fails_the_task_and_its_records_are_not_committed(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        harness.Task.OnPut = (records, _) => records.Any(record => record.OriginalOffset == 2)
            ? throw new InvalidOperationException("disk full") : Task.CompletedTask;
        harness.Assign(Left);
        harness.Deliver(Left, 0, 2);
        await harness.UntilTakenAsync(2, cancellationToken);
        harness.Deliver(Left, 2, 2);

        await harness.UntilEndedAsync(cancellationToken);
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Failed));
        Assert.That(harness.Trace, Does.Contain("Task c-0 could not put 2 records (t-0 offsets 2 to 3): disk full."));
        Assert.That(harness.CommittedOf(Left), Is.EqualTo(2));
        Assert.That(harness.Task.Calls.TakeLast(5), Is.EqualTo(new[] { "preCommit", "close t-0", "consumer.commit", "stop", "consumer.close" }));
    }

    [Test]
    public async Task Retriable_put_is_made_again_with_the_same_records_and_none_overtakes_them(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        var refusals = 2;
        harness.Task.OnPut = (records, _) => records.Count > 0 && refusals-- > 0 ? throw new RetriableConnectException("busy") : Task.CompletedTask;
        harness.Assign(Left);
        harness.Deliver(Left, 0, 2);
        harness.Deliver(Left, 2, 1);

        await harness.AdvanceUntilAsync(() => harness.Task.Taken.Count == 3, "all records are taken", cancellationToken);
        Assert.That(
            harness.Task.Calls.Where(call => call.StartsWith("put", StringComparison.Ordinal) && call != "put 0"),
            Is.EqualTo(new[] { "put 2", "put 2", "put 2", "put 1" }));
        Assert.That(harness.Task.Taken.Select(record => record.OriginalOffset), Is.EqualTo(new[] { 0L, 1L, 2L }));
        Assert.That(harness.Consumer.Held.HoldsAll, Is.False);
    }

    [Test]
    public async Task Nothing_of_a_refused_batch_is_committed_while_it_waits(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        harness.Assign(Left);
        harness.Deliver(Left, 0, 2);
        await harness.UntilTakenAsync(2, cancellationToken);
        harness.Task.OnPut = (records, _) => records.Count > 0 ? throw new RetriableConnectException("busy") : Task.CompletedTask;
        harness.Deliver(Left, 2, 2);
        await Eventually.Async(() => harness.HasLogged("PutDelayed"), "the put is refused", cancellationToken: cancellationToken);

        await harness.UntilCommittedAsync(Left, 2, cancellationToken);
        harness.Worker.Stop();
        await harness.UntilEndedAsync(cancellationToken);
        Assert.That(harness.CommittedOf(Left), Is.EqualTo(2));
    }

    [Test]
    public async Task Partitions_leave_after_preCommit_close_and_commit(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        harness.Assign(Left, Right);
        harness.Deliver(Left, 0, 2);
        harness.Deliver(Right, 0, 1);
        await harness.UntilTakenAsync(3, cancellationToken);

        await harness.RevokeAsync(Left).WaitAsync(cancellationToken);

        Assert.That(
            harness.Task.Calls.Where(call => call != "put 0").TakeLast(4),
            Is.EqualTo(new[] { "preCommit", "close t-0", "consumer.commit", "released" }));
        Assert.That(harness.Consumer.Commits.Single(), Is.EqualTo(new Dictionary<TopicPartition, long> { [Left] = 2 }));
    }

    [Test]
    public async Task Records_of_a_partition_that_left_are_not_put_again_whatever_a_transform_made_of_their_topic(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness(transform: record => record with { Topic = "routed" });
        var refuse = true;
        harness.Task.OnPut = (records, _) => records.Count > 0 && refuse ? throw new RetriableConnectException("busy") : Task.CompletedTask;
        harness.Assign(Left, Right);
        harness.Deliver(Left, 0, 2);
        await Eventually.Async(() => harness.HasLogged("PutDelayed"), "the put is refused", cancellationToken: cancellationToken);

        await harness.RevokeAsync(Left).WaitAsync(cancellationToken);
        refuse = false;
        harness.Deliver(Right, 0, 1);

        await harness.AdvanceUntilAsync(() => harness.Task.Taken.Count == 1, "the other partition goes on", cancellationToken);
        Assert.That(harness.Task.Taken.Single().OriginalPartition, Is.EqualTo(1));
        Assert.That(harness.CommittedOf(Left), Is.Null);
    }

    [Test]
    public async Task Lost_partitions_are_closed_and_nothing_is_committed(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        harness.Assign(Left);
        harness.Deliver(Left, 0, 2);
        await harness.UntilTakenAsync(2, cancellationToken);
        harness.Consumer.Tell(new SinkConsumerEvent.Lost([Left]));
        await Eventually.Async(() => harness.Task.Calls.Contains("close t-0"), "it is closed", cancellationToken: cancellationToken);

        harness.Worker.Stop();
        await harness.UntilEndedAsync(cancellationToken);
        Assert.That(harness.Consumer.Commits, Is.Empty);
    }

    [Test]
    public async Task Refused_preCommit_takes_delivery_back_to_what_is_committed(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        harness.Assign(Left);
        harness.Deliver(Left, 0, 2);
        await harness.UntilCommittedAsync(Left, 2, cancellationToken);
        harness.Task.OnPreCommit = _ => throw new ConnectException("flush failed");
        harness.Deliver(Left, 2, 3);
        await harness.UntilTakenAsync(5, cancellationToken);

        await harness.AdvanceUntilAsync(() => harness.Consumer.Seeks.Count > 0, "delivery goes back", cancellationToken);
        Assert.That(harness.Consumer.Seeks[0], Is.EqualTo(new Dictionary<TopicPartition, long> { [Left] = 2 }));
        harness.Task.OnPreCommit = offsets => offsets;
        harness.Deliver(Left, 2, 3);
        await harness.UntilCommittedAsync(Left, 5, cancellationToken);
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Running));
    }

    [Test]
    public async Task Only_what_the_task_calls_safe_is_committed(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        harness.Task.OnPreCommit = offsets => offsets.ToDictionary(offset => offset.Key, offset => Math.Min(offset.Value, 2));
        harness.Assign(Left);
        harness.Deliver(Left, 0, 5);
        await harness.UntilCommittedAsync(Left, 2, cancellationToken);

        harness.Worker.Stop();
        await harness.UntilEndedAsync(cancellationToken);
        Assert.That(harness.CommittedOf(Left), Is.EqualTo(2));
    }

    [Test]
    public async Task Failed_commit_is_said_and_made_again(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        harness.Consumer.Committing = Task.FromException(new KafkaClientException("coordinator away", KafkaErrorKind.Transient));
        harness.Assign(Left);
        harness.Deliver(Left, 0, 2);
        await harness.AdvanceUntilAsync(() => harness.HasLogged("CommitFailed"), "the failure is said", cancellationToken);
        harness.Consumer.Committing = Task.CompletedTask;

        await harness.UntilCommittedAsync(Left, 2, cancellationToken);
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Running));
    }

    [Test]
    public async Task Commit_that_hangs_is_said_and_does_not_stop_delivery(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        var committing = new TaskCompletionSource();
        harness.Consumer.Committing = committing.Task;
        harness.Assign(Left);
        harness.Deliver(Left, 0, 2);
        await harness.AdvanceUntilAsync(() => harness.HasLogged("CommitLate"), "the delay is said", cancellationToken);
        harness.Deliver(Left, 2, 1);
        await harness.UntilTakenAsync(3, cancellationToken);
        committing.SetResult();

        await harness.UntilCommittedAsync(Left, 3, cancellationToken);
    }

    [Test]
    public async Task Seek_of_the_task_moves_delivery(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        harness.Task.OnPut = (records, context) =>
        {
            if (records.Any(record => record.OriginalOffset == 1))
                context.Seek(Left, 7);
            return Task.CompletedTask;
        };
        harness.Assign(Left);
        harness.Deliver(Left, 0, 2);

        await Eventually.Async(() => harness.Consumer.Seeks.Count == 1, "it seeks", cancellationToken: cancellationToken);
        Assert.That(harness.Consumer.Seeks[0], Is.EqualTo(new Dictionary<TopicPartition, long> { [Left] = 7 }));
        harness.Deliver(Left, 7, 1);
        await harness.UntilCommittedAsync(Left, 8, cancellationToken);
    }

    [Test]
    public async Task Paused_task_stays_subscribed_is_given_empty_lists_and_commits(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        harness.Assign(Left);
        harness.Deliver(Left, 0, 2);
        await harness.UntilTakenAsync(2, cancellationToken);
        harness.Worker.Pause();
        await harness.UntilAsync(TaskState.Paused, cancellationToken);
        harness.Deliver(Left, 2, 1);
        var calls = harness.Task.Calls.Count;

        await harness.UntilCommittedAsync(Left, 2, cancellationToken);
        await harness.AdvanceUntilAsync(
            () => harness.Task.Calls.Skip(calls).Count(call => call == "put 0") >= 2, "empty lists are put", cancellationToken);
        harness.Assign(Right);
        await harness.AdvanceUntilAsync(
            () => harness.Task.Calls.Contains("open t-1")
                && harness.Consumer.Held.HoldsAll, "a partition that arrives is held back, too", cancellationToken);
        Assert.That(harness.Task.Taken, Has.Count.EqualTo(2));

        harness.Worker.Resume();
        await harness.UntilTakenAsync(3, cancellationToken);
        Assert.That(harness.Consumer.Held.HoldsAll, Is.False);
    }

    [Test]
    public async Task Converter_error_fails_the_task_before_the_record_counts(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        harness.Converter.ErrorOf = value => value is not null && BitConverter.ToInt64(value) == 3 ? new DataException("bad") : null;
        harness.Assign(Left);
        harness.Deliver(Left, 0, 2);
        await harness.UntilTakenAsync(2, cancellationToken);
        harness.Deliver(Left, 2, 2);

        await harness.UntilEndedAsync(cancellationToken);
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Failed));
        Assert.That(harness.CommittedOf(Left), Is.EqualTo(2), "record 2 was converted but not put");
    }

    [Test]
    public async Task Skipped_and_filtered_records_count_as_taken(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness(TolerateAll, record => ((SinkRecord)record).OriginalOffset == 1 ? null : record);
        harness.Converter.ErrorOf = value => value is not null && BitConverter.ToInt64(value) == 2 ? new DataException("bad") : null;
        harness.Assign(Left);
        harness.Deliver(Left, 0, 3);

        await harness.UntilCommittedAsync(Left, 3, cancellationToken);
        Assert.That(harness.Task.Taken.Select(record => record.OriginalOffset), Is.EqualTo(new[] { 0L }));
        Assert.That(harness.Reporter.Reports.Single().Consumed!.Value.Offset, Is.EqualTo(2));
    }

    [Test]
    public async Task Record_whose_dead_letter_is_under_way_holds_the_commit_back(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness(TolerateAll);
        var writing = new TaskCompletionSource();
        harness.Reporter.Writing = writing.Task;
        harness.Converter.ErrorOf = value => value is not null && BitConverter.ToInt64(value) == 1 ? new DataException("bad") : null;
        harness.Assign(Left);
        harness.Deliver(Left, 0, 4);

        await harness.UntilCommittedAsync(Left, 1, cancellationToken);
        await harness.AdvanceUntilAsync(() => harness.Task.Calls.Count(call => call == "preCommit") >= 3, "commits go by", cancellationToken);
        Assert.That(harness.CommittedOf(Left), Is.EqualTo(1));
        writing.SetResult();
        await harness.UntilCommittedAsync(Left, 4, cancellationToken);
    }

    [Test]
    public async Task Record_that_reached_neither_sink_nor_dead_letter_queue_fails_the_task_and_is_not_committed(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness(TolerateAll);
        harness.Reporter.Writing = Task.FromException(new ConnectException("dead letter queue away"));
        harness.Converter.ErrorOf = value => value is not null && BitConverter.ToInt64(value) == 1 ? new DataException("bad") : null;
        harness.Assign(Left);
        harness.Deliver(Left, 0, 4);

        await harness.UntilEndedAsync(cancellationToken);
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Failed));
        Assert.That(harness.Trace, Does.Contain("dead letter queue away"));
        Assert.That(harness.CommittedOf(Left), Is.EqualTo(1).Or.Null);
    }

    [Test]
    public async Task Errant_record_is_reported_with_the_bytes_that_were_read(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness(TolerateAll, record => record with { Value = new byte[] { 9 } });
        harness.Task.OnPut = (records, context) => records.Count == 0
            ? Task.CompletedTask : context.ErrantRecordReporter!.ReportAsync(records[0], new DataException("no such column"));
        harness.Assign(Left);
        harness.Deliver(Left, 0, 1);

        await harness.UntilCommittedAsync(Left, 1, cancellationToken);
        var report = harness.Reporter.Reports.Single();
        Assert.That((report.Stage, report.ClassName), Is.EqualTo((Stage.TaskPut, "org.apache.kafka.connect.sink.SinkTask")));
        Assert.That(report.Consumed!.Value.Value, Is.EqualTo(BitConverter.GetBytes(0L)));
    }

    [Test]
    public async Task Errant_record_of_its_own_that_cannot_be_serialized_fails_the_task_and_is_not_committed(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness(TolerateAll);
        harness.Task.OnPut = (records, context) =>
        {
            foreach (var record in records)
            {
                var own = new SinkRecord(record.OriginalTopic, record.OriginalPartition, null, null, null, "no bytes", record.OriginalOffset);
                _ = context.ErrantRecordReporter!.ReportAsync(own, new DataException("no such column"));
            }

            return Task.CompletedTask;
        };
        harness.Assign(Left);
        harness.Deliver(Left, 0, 2);

        await harness.UntilEndedAsync(cancellationToken);
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Failed));
        Assert.That(harness.Trace, Does.Contain("of t-0 at offset 0, and its converters cannot serialize it").And.Contain("no such column"));
        Assert.That(harness.CommittedOf(Left), Is.Null);
    }

    [Test]
    public async Task Errant_record_that_is_not_tolerated_fails_the_task_also_when_it_swallows_the_exception(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        harness.Task.OnPut = async (records, context) =>
        {
            try
            {
                foreach (var record in records)
                    await context.ErrantRecordReporter!.ReportAsync(record, new DataException("no such column"));
            }
            catch (ConnectException)
            {
            }
        };
        harness.Assign(Left);
        harness.Deliver(Left, 0, 1);

        await harness.UntilEndedAsync(cancellationToken);
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Failed));
        Assert.That(harness.CommittedOf(Left), Is.Null);
    }

    [Test]
    public async Task Consumer_that_has_failed_fails_the_task(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        harness.Assign(Left);
        harness.Deliver(Left, 0, 1);
        await harness.UntilTakenAsync(1, cancellationToken);
        harness.Consumer.Fatal = new KafkaClientException("records 1 to 5 are gone", KafkaErrorKind.OffsetOutOfRange);

        await harness.UntilAsync(TaskState.Failed, cancellationToken);
        Assert.That(harness.Trace, Does.Contain("records 1 to 5 are gone"));
    }

    [Test]
    public async Task Task_that_was_given_up_commits_nothing(CancellationToken cancellationToken)
    {
        await using var harness = new SinkTaskHarness();
        var putting = new TaskCompletionSource();
        harness.Task.OnPut = (records, _) => records.Count > 0 ? putting.Task : Task.CompletedTask;
        harness.Assign(Left);
        harness.Deliver(Left, 0, 1);
        await Eventually.Async(() => harness.Task.Calls.Contains("put 1"), "the put hangs", cancellationToken: cancellationToken);
        harness.Worker.Stop();
        harness.Worker.Cancel();
        putting.SetResult();

        await harness.Worker.Completion.WaitAsync(cancellationToken);
        Assert.That(harness.Consumer.Commits, Is.Empty);
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Running), "no state is told any more");
    }
}
