using Connect.Connectors;
using Connect.Runtime.Tasks;
using Connect.Runtime.Tests.Fakes;
using Connect.Tests;

namespace Connect.Runtime.Tests.Sources;

/// <summary>On a real broker: what a reader of committed records sees, and which offsets are stored with it.</summary>
public sealed class TransactionalDeliveryTests
{
    private static readonly (string, string) ByInterval = ("transaction.boundary", "interval");
    private static readonly (string, string) ByConnector = ("transaction.boundary", "connector");
    private static readonly (string, string) Never = ("transaction.boundary.interval.ms", "3600000");

    [Test, CancelAfter(60_000)]
    public async Task Poll_is_committed_with_its_offsets_and_then_told(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync();
        var run = await lab.RunAsync();
        run.Task.Return(lab.Record(1), lab.Record(2));

        await lab.UntilCommittedAsync([1, 2], cancellationToken);
        await Eventually.Async(() => run.Task.Committed.Count == 2, "both records are told", cancellationToken: cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await run.StoredAsync(), Is.EqualTo(2));
            Assert.That(run.Task.Committed.Select(told => told.Metadata!.Value.Offset), Is.EqualTo(new[] { 0L, 1L }));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Task_hears_of_its_records_and_then_of_the_commit(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync();
        var run = await lab.RunAsync();
        run.Task.Return(lab.Record(1));
        await lab.UntilCommittedAsync([1], cancellationToken);
        run.Task.Return();

        await Eventually.Async(() => run.Task.Calls.Contains("commit"), "the commit is told", cancellationToken: cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task Interval_keeps_records_back_until_a_pause(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync(ByInterval, Never);
        var run = await lab.RunAsync();
        run.Task.Return(lab.Record(1));
        run.Task.Return(lab.Record(2));
        await Eventually.Async(() => run.Task.Calls.Count(call => call == "poll") == 3, "both polls are sent", cancellationToken: cancellationToken);
        Assert.That(await run.StoredAsync(), Is.Null);
        Assert.That(run.Task.Committed, Is.Empty);

        run.Worker.Pause();

        await run.UntilAsync(TaskState.Paused, cancellationToken);
        Assert.That(await lab.CommittedAsync(), Is.EqualTo(new[] { 1L, 2L }));
        Assert.That(await run.StoredAsync(), Is.EqualTo(2));
        Assert.That(run.Task.Calls.Last(), Is.EqualTo("commit"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Interval_ends_while_a_poll_waits(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync(ByInterval, ("transaction.boundary.interval.ms", "300"));
        var run = await lab.RunAsync();
        run.Task.Return(lab.Record(1));

        await lab.UntilCommittedAsync([1], cancellationToken);
        Assert.That(run.Task.Calls.Count(call => call == "poll"), Is.EqualTo(2));
    }

    [Test, CancelAfter(60_000)]
    public async Task Stop_commits_what_is_open_and_the_next_run_goes_on_there(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync(ByInterval, Never);
        var run = await lab.RunAsync();
        run.Task.Return(lab.Record(1));
        await Eventually.Async(() => run.Task.Calls.Count(call => call == "poll") == 2, "the poll is sent", cancellationToken: cancellationToken);

        await run.StopAsync(cancellationToken);
        var next = await lab.RunAsync();
        await next.UntilAsync(TaskState.Running, cancellationToken);

        Assert.That(await lab.CommittedAsync(), Is.EqualTo(new[] { 1L }));
        Assert.That((await next.Task.Context!.Offsets.GetOffsetAsync(TransactionLab.Partition, cancellationToken))!["n"], Is.EqualTo(1));
    }

    [Test, CancelAfter(60_000)]
    public async Task Failed_task_commits_nothing_of_its_transaction(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync(ByInterval, Never);
        var run = await lab.RunAsync();
        run.Task.Return(lab.Record(1));
        run.Task.Throw(new InvalidOperationException("the source broke"));

        await run.UntilAsync(TaskState.Failed, cancellationToken);
        await run.Worker.Completion.WaitAsync(cancellationToken);

        Assert.That(await lab.CommittedAsync(), Is.Empty);
        Assert.That(await run.StoredAsync(), Is.Null);
        Assert.That(run.Task.Committed, Is.Empty);
    }

    [Test, CancelAfter(60_000)]
    public async Task Later_run_fences_an_earlier_one_which_says_so(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync(ByInterval, Never);
        var zombie = await lab.RunAsync();
        zombie.Task.Return(lab.Record(1));
        await Eventually.Async(() => zombie.Task.Calls.Count(call => call == "poll") == 2, "the poll is sent", cancellationToken: cancellationToken);

        var heir = await lab.RunAsync();
        await heir.UntilAsync(TaskState.Running, cancellationToken);
        heir.Task.Return(lab.Record(1));
        heir.Worker.Pause();
        await heir.UntilAsync(TaskState.Paused, cancellationToken);
        zombie.Task.Return(lab.Record(2));
        zombie.Worker.Pause();

        await zombie.UntilAsync(TaskState.Failed, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(zombie.Trace, Does.Contain("another producer has taken its transactional id").And.Contains("transaction.timeout.ms=60000"));
            Assert.That(zombie.Task.Committed, Is.Empty);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Worker_that_was_suspended_while_its_task_started_does_not_fence_the_task_s_next_run(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync();
        var lease = new HandLease();
        var zombie = await lab.RunAsync(
            fencing: call =>
            {
                if (call == "verify")
                    throw new ConnectException("the task is assigned elsewhere");
                lease.End();
                return Task.CompletedTask;
            },
            lease: lease);
        await Eventually.Async(() => lease.IsAwaited, "the zombie waits until it is a member again", cancellationToken: cancellationToken);

        var heir = await lab.RunAsync();
        heir.Task.Return(lab.Record(1));
        await lab.UntilCommittedAsync([1], cancellationToken);
        lease.GiveBack();
        await zombie.UntilAsync(TaskState.Failed, cancellationToken);
        await zombie.Worker.Completion.WaitAsync(cancellationToken);
        heir.Task.Return(lab.Record(2));

        await lab.UntilCommittedAsync([1, 2], cancellationToken);
        Assert.That(zombie.Trace, Does.Contain("the task is assigned elsewhere"));
        Assert.That(heir.State, Is.EqualTo(TaskState.Running));
    }

    [Test, CancelAfter(60_000)]
    public async Task Transaction_that_was_open_too_long_fails_the_task_with_both_meanings(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync(ByInterval, Never, ("producer.override.transaction.timeout.ms", "1000"));
        var run = await lab.RunAsync();
        run.Task.Return(lab.Record(1));
        await Eventually.Async(
            async () =>
            {
                if (run.State != TaskState.Failed)
                    run.Task.Return(lab.Record(2));
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
                return run.State == TaskState.Failed;
            },
            "the broker aborts the transaction",
            cancellationToken: cancellationToken);

        Assert.That(run.Trace, Does.Contain("was open for longer than transaction.timeout.ms=1000").And.Contains("another producer"));
        Assert.That(await lab.CommittedAsync(), Is.Empty);
    }

    [Test, CancelAfter(60_000)]
    public async Task Connector_commits_and_aborts_batches(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync(ByConnector);
        var run = await lab.RunAsync();
        await run.UntilAsync(TaskState.Running, cancellationToken);
        var polls = 0;
        run.Task.OnPoll = _ =>
        {
            switch (++polls)
            {
                case 2:
                    run.Transactions.CommitTransaction();
                    break;
                case 3:
                    run.Transactions.AbortTransaction();
                    break;
            }

            return Task.CompletedTask;
        };
        run.Task.Return();
        run.Task.Return(lab.Record(1));
        run.Task.Return(lab.Record(2));
        run.Task.Return(lab.Record(3));

        await Eventually.Async(async () => await run.StoredAsync() == 3, "the offset of the aborted batch is stored",
            cancellationToken: cancellationToken);
        Assert.That(await lab.CommittedAsync(), Does.Not.Contain(3).And.Contains(1));
    }

    [Test, CancelAfter(60_000)]
    public async Task Connector_commits_and_aborts_at_records(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync(ByConnector);
        var run = await lab.RunAsync();
        await run.UntilAsync(TaskState.Running, cancellationToken);
        SourceRecord[] records = [.. Enumerable.Range(1, 6).Select(n => lab.Record(n))];
        run.Transactions.CommitTransaction(records[1]);
        run.Transactions.AbortTransaction(records[3]);
        run.Task.Return(records);

        await Eventually.Async(async () => await run.StoredAsync() == 4, "the offset of the aborted record is stored",
            cancellationToken: cancellationToken);
        await run.StopAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await lab.CommittedAsync(), Is.EqualTo(new[] { 1L, 2L }), "what the connector did not end is aborted");
            Assert.That(await run.StoredAsync(), Is.EqualTo(4));
            Assert.That(run.Task.Committed.Select(told => (BitConverter.ToInt64((byte[])told.Record.Value!), told.Metadata is not null)),
                Is.EqualTo(new[] { (1L, true), (2L, true), (3L, false), (4L, false) }));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Both_commit_and_abort_of_a_record_fail_the_task(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync(ByConnector);
        var run = await lab.RunAsync();
        await run.UntilAsync(TaskState.Running, cancellationToken);
        var record = lab.Record(1);
        run.Transactions.CommitTransaction(record);
        run.Transactions.AbortTransaction(record);
        run.Task.Return(record);

        await run.UntilAsync(TaskState.Failed, cancellationToken);
        Assert.That(run.Trace, Does.Contain("Connector requested both commit and abort of same record"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Filtered_records_move_offsets_on(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync();
        var run = await lab.RunAsync(transform: _ => null);
        run.Task.Return(lab.Record(1), lab.Record(2));

        await Eventually.Async(async () => await run.StoredAsync() == 2, "the offset is stored", cancellationToken: cancellationToken);
        Assert.That(await lab.CommittedAsync(), Is.Empty);
    }

    [Test, CancelAfter(60_000)]
    public async Task Own_offsets_topic_is_written_in_the_transaction_and_copied_after_it(CancellationToken cancellationToken)
    {
        var own = RandomNames.Topic();
        await using var lab = await TransactionLab.StartAsync(("offsets.storage.topic", own));
        var run = await lab.RunAsync();
        run.Task.Return(lab.Record(1));
        await lab.UntilCommittedAsync([1], cancellationToken);

        await Eventually.Async(async () => (await lab.ReadAsync(lab.OffsetsTopic)).Count == 1, "the copy is there",
            cancellationToken: cancellationToken);
        Assert.That(await run.StoredAsync(), Is.EqualTo(1));
        Assert.That((await lab.ReadAsync(own)).Single().Key, Is.EqualTo((await lab.ReadAsync(lab.OffsetsTopic)).Single().Key));
    }

    [Test, CancelAfter(60_000)]
    public async Task Task_may_not_write_to_its_offsets_topic(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync();
        var run = await lab.RunAsync();
        run.Task.Return(new SourceRecord(TransactionLab.Partition, new SourceOffset("n", 1), lab.OffsetsTopic, null, new byte[] { 1 }));

        await run.UntilAsync(TaskState.Failed, cancellationToken);
        Assert.That(run.Trace, Does.Contain("Source tasks may not produce to their own offsets topics when exactly-once support is enabled"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Record_that_is_too_large_fails_the_task_and_nothing_is_committed(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync();
        var run = await lab.RunAsync();
        run.Task.Return(lab.Record(1), new SourceRecord(TransactionLab.Partition, new SourceOffset("n", 2), lab.Topic, null, new byte[2_000_000]));

        await run.UntilAsync(TaskState.Failed, cancellationToken);
        await run.Worker.Completion.WaitAsync(cancellationToken);
        Assert.That(await lab.CommittedAsync(), Is.Empty);
        Assert.That(await run.StoredAsync(), Is.Null);
    }

    [Test, CancelAfter(60_000)]
    public async Task Fencing_comes_first_and_the_check_after_the_producer(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync();
        var calls = new List<string>();
        var run = await lab.RunAsync(fencing: call =>
        {
            calls.Add(call);
            return call == "verify" ? throw new ConnectException("there are newer tasks") : Task.CompletedTask;
        });

        await run.UntilAsync(TaskState.Failed, cancellationToken);
        Assert.That(calls, Is.EqualTo(new[] { "fence", "verify" }));
        Assert.That(run.Task.Calls, Is.Empty, "the connector's task is not started");
    }

    [Test, CancelAfter(60_000)]
    public async Task Polls_that_are_ready_at_once_share_transactions(CancellationToken cancellationToken)
    {
        await using var lab = await TransactionLab.StartAsync();
        var run = await lab.RunAsync();
        await run.UntilAsync(TaskState.Running, cancellationToken);
        for (var n = 1; n <= 200; n++)
            run.Task.Return(lab.Record(n));

        await lab.UntilCommittedAsync([.. Enumerable.Range(1, 200)], cancellationToken);
        Assert.That((await lab.ReadAsync(lab.OffsetsTopic)).Count, Is.LessThan(100), "one record of offsets a transaction");
        Assert.That(await run.StoredAsync(), Is.EqualTo(200));
    }
}
