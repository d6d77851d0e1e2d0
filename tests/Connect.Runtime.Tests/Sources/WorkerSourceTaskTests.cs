using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Workers;
using Connect.Tests;
using static Connect.Runtime.Tests.Sources.SourceTaskHarness;

namespace Connect.Runtime.Tests.Sources;

[CancelAfter(30_000)]
public sealed class WorkerSourceTaskTests
{
    private static readonly KafkaClientException TooLarge = new("too large", KafkaErrorKind.RecordTooLarge);

    [Test]
    public async Task Acknowledged_records_are_committed_and_the_task_hears_of_it(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Task.Return(Record(1), Record(2));

        await harness.UntilStoredAsync(2, cancellationToken);
        harness.Task.Return();
        await Eventually.Async(() => harness.Task.Calls.Contains("commit"), "CommitAsync is called", cancellationToken: cancellationToken);
        Assert.That(harness.Task.Committed.Select(told => told.Metadata is not null), Is.EqualTo(new[] { true, true }));
    }

    [Test]
    public async Task Offset_of_an_unacknowledged_record_is_not_stored_while_a_poll_waits(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Producer.AcknowledgesAtOnce = false;
        harness.Task.Return(Record(1), Record(2), Record(3));
        await harness.Producer.WaitForOutstandingAsync(3, cancellationToken);

        harness.Producer.Acknowledge(0);
        harness.Producer.Acknowledge(1);
        await harness.UntilStoredAsync(1, cancellationToken);
        harness.Producer.Acknowledge(0);
        await harness.UntilStoredAsync(3, cancellationToken);
    }

    [Test]
    public async Task Record_that_Kafka_refuses_fails_the_task_and_its_offset_is_never_stored(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Producer.ErrorOf = record => BitConverter.ToInt64(record.Value!) == 2 ? TooLarge : null;
        harness.Task.Return(Record(1), Record(2), Record(3));

        await harness.UntilAsync(TaskState.Failed, cancellationToken);
        await harness.AdvanceUntilAsync(harness.Worker.Completion, cancellationToken);
        Assert.That(await harness.StoredAsync(), Is.EqualTo(1));
        Assert.That(harness.Trace, Does.Contain("too large"));
        Assert.That(harness.Task.Calls.ToArray()[^1], Is.EqualTo("stop"));
        Assert.That(harness.Producer.IsDisposed);
    }

    [Test]
    public async Task Asynchronous_failure_wakes_a_task_that_waits_in_its_poll(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Producer.AcknowledgesAtOnce = false;
        harness.Task.Return(Record(1));
        await harness.Producer.WaitForOutstandingAsync(1, cancellationToken);
        await Eventually.Async(
            () => harness.Task.Calls.Count(call => call == "poll") == 2, "the next poll waits", cancellationToken: cancellationToken);

        harness.Producer.Fail(TooLarge);

        await harness.UntilAsync(TaskState.Failed, cancellationToken);
    }

    [Test]
    public async Task Tolerated_failure_of_delivery_is_reported_told_and_passed(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness(new ErrorPolicy { Tolerance = ErrorTolerance.All }));
        harness.Producer.ErrorOf = record => BitConverter.ToInt64(record.Value!) == 2 ? TooLarge : null;
        harness.Task.Return(Record(1), Record(2), Record(3));

        await harness.UntilStoredAsync(3, cancellationToken);
        Assert.That(
            harness.Reporter.Reports.Select(report => (report.Stage, report.Source)),
            Is.EqualTo(new[] { (Stage.KafkaProduce, Record(2)) }).Using<(Stage, Connect.Connectors.SourceRecord?)>(
            (a, b) => a.Item1 == b.Item1 && Equals(a.Item2?.SourceOffset, b.Item2?.SourceOffset)));
        Assert.That(harness.Task.Committed.Select(told => told.Metadata is null), Is.EqualTo(new[] { false, true, false }));
        Assert.That(harness.States, Has.No.Member(TaskState.Failed));
    }

    [Test]
    public async Task Converter_error_fails_the_task_after_the_records_before_it_are_stored(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Converter.ErrorOf = value => value is not null && BitConverter.ToInt64(value) == 3 ? new DataException("bad") : null;
        harness.Task.Return(Record(1), Record(2), Record(3), Record(4));

        await harness.AdvanceUntilAsync(harness.Worker.Completion, cancellationToken);
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Failed));
        Assert.That(await harness.StoredAsync(), Is.EqualTo(2));
        Assert.That(harness.Producer.Delivered, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Retriable_converter_error_does_not_lose_the_record_in_silence(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Converter.ErrorOf = value => value is not null ? new RetriableConnectException("registry away") : null;
        harness.Task.Return(Record(1));

        await harness.AdvanceUntilAsync(harness.Worker.Completion, cancellationToken);
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Failed));
        Assert.That(await harness.StoredAsync(), Is.Null);
    }

    [Test]
    public async Task Filtered_records_move_the_offset_on_once_everything_before_is_acknowledged(CancellationToken cancellationToken)
    {
        await using var harness =
            Start(new SourceTaskHarness(transform: record => BitConverter.ToInt64((byte[])record.Value!) % 2 == 0 ? null : record));
        harness.Producer.AcknowledgesAtOnce = false;
        harness.Task.Return(Record(1), Record(2));
        await harness.Producer.WaitForOutstandingAsync(1, cancellationToken);
        harness.Task.Return(Record(4));
        await Eventually.Async(() => harness.Task.Committed.Count == 2, "the filtered records are told", cancellationToken: cancellationToken);
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await harness.StoredAsync(), Is.Null, "record 1 is not acknowledged");

        harness.Producer.Acknowledge();

        await harness.UntilStoredAsync(4, cancellationToken);
    }

    [Test]
    public async Task Source_that_is_away_for_the_moment_is_polled_again_after_a_while(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Task.Throw(new RetriableConnectException("away"));
        harness.Task.Throw(new RetriableConnectException("still away"));
        harness.Task.Return(Record(1));
        await Eventually.Async(
            () => harness.Log.Entries.Any(entry => entry.Event.Name == "PollFailed"), "the failure is said", cancellationToken: cancellationToken);
        Assert.That(harness.Task.Calls.Count(call => call == "poll"), Is.EqualTo(1), "not at once");

        await harness.UntilStoredAsync(1, cancellationToken);
        Assert.That(harness.States, Is.EqualTo(new[] { TaskState.Running }));
    }

    [Test]
    public async Task Other_poll_error_fails_the_task_after_what_is_under_way_is_stored(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Producer.AcknowledgesAtOnce = false;
        harness.Task.Return(Record(1));
        await harness.Producer.WaitForOutstandingAsync(1, cancellationToken);
        harness.Task.Throw(new InvalidOperationException("broken"));
        await harness.UntilAsync(TaskState.Failed, cancellationToken);
        harness.Producer.Acknowledge();

        await harness.AdvanceUntilAsync(harness.Worker.Completion, cancellationToken);
        Assert.That(await harness.StoredAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Stop_waits_for_acknowledgements_then_commits_then_stops_the_task(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Producer.AcknowledgesAtOnce = false;
        harness.Task.Return(Record(1), Record(2));
        await harness.Producer.WaitForOutstandingAsync(2, cancellationToken);
        harness.Worker.Stop();
        harness.Producer.Acknowledge();
        harness.Producer.Acknowledge();

        await harness.Worker.Completion.WaitAsync(cancellationToken);
        Assert.That(await harness.StoredAsync(), Is.EqualTo(2));
        Assert.That(harness.Task.Calls.TakeLast(2), Is.EqualTo(new[] { "commit", "stop" }));
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Unassigned));
    }

    [Test]
    public async Task Stop_with_the_broker_gone_stores_what_was_acknowledged_and_says_what_was_not(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Producer.AcknowledgesAtOnce = false;
        harness.Task.Return(Record(1), Record(2));
        await harness.Producer.WaitForOutstandingAsync(2, cancellationToken);
        harness.Producer.Acknowledge();

        await harness.StopAsync(cancellationToken);

        Assert.That(await harness.StoredAsync(), Is.EqualTo(1));
        Assert.That(harness.Log.Entries.Select(entry => entry.Event.Name), Does.Contain("DeliveriesOutstanding"));
    }

    [Test]
    public async Task Batch_is_sent_to_its_end_when_the_task_is_stopped_meanwhile(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Producer.AcknowledgesAtOnce = false;
        harness.Producer.Capacity = 1;
        harness.Task.Return(Record(1), Record(2), Record(3));
        await harness.Producer.WaitForOutstandingAsync(1, cancellationToken);
        harness.Worker.Stop();

        for (var i = 0; i < 3; i++)
        {
            await harness.Producer.WaitForOutstandingAsync(1, cancellationToken);
            harness.Producer.Acknowledge();
        }

        await harness.Worker.Completion.WaitAsync(cancellationToken);
        Assert.That(await harness.StoredAsync(), Is.EqualTo(3));
    }

    [Test]
    public async Task Task_that_was_given_up_sends_and_commits_nothing_any_more(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Task.IgnoresCancellation = true;
        harness.Task.Return(Record(1));
        await Eventually.Async(
            () => harness.Task.Calls.Count(call => call == "poll") == 2, "the next poll waits", cancellationToken: cancellationToken);
        harness.Worker.Stop();
        harness.Worker.Cancel();
        harness.Task.Return(Record(2));

        await harness.Worker.Completion.WaitAsync(cancellationToken);
        Assert.That(harness.Producer.Delivered, Has.Count.EqualTo(1), "record 2 is read again by whoever runs the task next");
        Assert.That(await harness.StoredAsync(), Is.Null);
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Running), "no state is told any more");
    }

    [Test]
    public async Task Paused_task_is_not_polled_and_still_commits(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Producer.AcknowledgesAtOnce = false;
        harness.Task.Return(Record(1));
        await harness.Producer.WaitForOutstandingAsync(1, cancellationToken);
        harness.Worker.Pause();
        await harness.UntilAsync(TaskState.Paused, cancellationToken);
        var polls = harness.Task.Calls.Count(call => call == "poll");
        harness.Task.Return(Record(2));
        harness.Producer.Acknowledge();

        await harness.UntilStoredAsync(1, cancellationToken);
        await Eventually.Async(
            () => harness.Task.Calls.Contains("commit"), "the paused task hears of the commit", cancellationToken: cancellationToken);
        Assert.That(harness.Task.Calls.Count(call => call == "poll"), Is.EqualTo(polls));

        harness.Producer.AcknowledgesAtOnce = true;
        harness.Worker.Resume();
        await harness.UntilStoredAsync(2, cancellationToken);
        Assert.That(harness.States, Is.EqualTo(new[] { TaskState.Running, TaskState.Paused, TaskState.Running }));
    }

    [Test]
    public async Task Task_that_begins_paused_is_not_started(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness(startsPaused: true));
        await harness.UntilAsync(TaskState.Paused, cancellationToken);
        Assert.That(harness.Task.Calls, Is.Empty);

        harness.Worker.Resume();
        harness.Task.Return(Record(1));
        await harness.UntilStoredAsync(1, cancellationToken);
    }

    [Test]
    public async Task Task_that_fails_to_start_is_stopped_but_never_committed(CancellationToken cancellationToken)
    {
        var harness = new SourceTaskHarness();
        harness.Task.StartFailure = new ConnectException("no such table");
        await using var started = Start(harness);

        await harness.Worker.Completion.WaitAsync(cancellationToken);
        Assert.That(harness.Task.Calls, Is.EqualTo(new[] { "start", "stop" }));
        Assert.That(harness.States, Is.EqualTo(new[] { TaskState.Failed }));
    }

    [Test]
    public async Task Producer_that_has_failed_for_good_fails_the_task(CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness());
        harness.Producer.Fatal = new KafkaClientException("fenced", KafkaErrorKind.Fenced, isFatal: true);
        harness.Task.Return(Record(1));

        await harness.AdvanceUntilAsync(harness.Worker.Completion, cancellationToken);
        Assert.That(harness.LastState, Is.EqualTo(TaskState.Failed));
        Assert.That(await harness.StoredAsync(), Is.Null);
        Assert.That(harness.Task.Calls.ToArray()[^1], Is.EqualTo("stop"));
    }

    [Test]
    public async Task Task_runs_none_of_its_code_on_the_thread_that_fails_a_record(CancellationToken cancellationToken)
    {
        await using var harness = new SourceTaskHarness();
        using var released = new ManualResetEventSlim();
        harness.Producer.AcknowledgesAtOnce = false;
        harness.Task.Return(Record(1));
        harness.Task.OnPoll = async token =>
        {
            if (harness.Producer.Outstanding == 0)
                return;
            var woken = new TaskCompletionSource();
            await using var registration = token.Register(woken.SetResult);
            await woken.Task;
            released.Wait(cancellationToken);
        };
        Start(harness);
        await Eventually.Async(
            () => harness.Task.Calls.Count(call => call == "poll") == 2, "the next poll waits", cancellationToken: cancellationToken);

        var failing = Task.Run(() => harness.Producer.Fail(TooLarge), cancellationToken);
        await failing.WaitAsync(cancellationToken);
        harness.Producer.Fatal = new KafkaClientException("fenced", KafkaErrorKind.Fenced, isFatal: true);

        released.Set();
        await harness.UntilAsync(TaskState.Failed, cancellationToken);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Record_without_a_topic_fails_the_task_with_its_place(bool isTaken, CancellationToken cancellationToken)
    {
        await using var harness = Start(new SourceTaskHarness(
            new ErrorPolicy { Tolerance = ErrorTolerance.All }, isTaken
                ? record => BitConverter.ToInt64((byte[])record.Value!) == 2 ? record with { Topic = "" } : record : null));
        harness.Task.Return(Record(1), isTaken ? Record(2) : Record(2) with { Topic = null! }, Record(3));

        await harness.AdvanceUntilAsync(harness.Worker.Completion, cancellationToken);

        Assert.That(harness.LastState, Is.EqualTo(TaskState.Failed));
        Assert.That(harness.Trace, Does.Contain("{file=x}").And.Contain("{n=2}").And.Contain("has no topic"));
        Assert.That(await harness.StoredAsync(), Is.EqualTo(1));
    }
}
