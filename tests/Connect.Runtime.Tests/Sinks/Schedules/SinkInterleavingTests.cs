using Connect.Connectors;

namespace Connect.Runtime.Tests.Sinks.Schedules;

/// <summary>Orders of events that have lost, repeated or misplaced records, step by step.</summary>
[CancelAfter(60_000)]
public sealed class SinkInterleavingTests
{
    private readonly SinkStage _stage = new();

    private CommandedConsumer Consumer => _stage.Consumer;

    private PartitionModel Left => _stage.Consumer.Partitions[0];

    private PartitionModel Right => _stage.Consumer.Partitions[1];

    [TearDown]
    public void NothingIsBroken()
    {
        _stage.Worker.Cancel();
        Assert.That(Consumer.Violations, Is.Empty);
    }

    [Test]
    public async Task Partition_that_leaves_during_a_put_that_is_refused_and_comes_back_goes_on(CancellationToken cancellationToken)
    {
        var put = await AssignAndPutAsync(cancellationToken);
        Consumer.BeginRevocation(Left, Right);
        put.Fail(new RetriableConnectException("busy"));
        await _stage.NextWaitAsync(cancellationToken)
            .ContinueWith(point => point.Result.Pass(), cancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.That(Consumer.IsInRevocation, Is.False, "the partitions are let go");

        Consumer.Assign(Left, Right);
        await PutRestAsync(cancellationToken);
    }

    [Test]
    public async Task Partition_that_is_lost_during_a_put_that_is_refused_and_comes_back_goes_on(CancellationToken cancellationToken)
    {
        var put = await AssignAndPutAsync(cancellationToken);
        Consumer.Lose(Left);
        Consumer.Assign(Left);
        Read(Left, 3);
        put.Fail(new RetriableConnectException("busy"));

        await PutRestAsync(cancellationToken);
    }

    [Test]
    public async Task Partitions_that_leave_and_come_back_during_a_pause_go_on_after_it(CancellationToken cancellationToken)
    {
        var put = await AssignAndPutAsync(cancellationToken);
        _stage.Worker.Pause();
        Consumer.Lose(Left);
        Consumer.Assign(Left);
        Read(Left, 2);
        put.Pass();
        var waiting = await _stage.NextWaitAsync(cancellationToken);
        Assert.That(Consumer.Queue.Held.HoldsAll, Is.True);

        _stage.Worker.Resume();
        waiting.Pass();
        await PutRestAsync(cancellationToken);
    }

    [Test]
    public async Task Partition_that_the_task_has_paused_forgets_that_when_it_leaves(CancellationToken cancellationToken)
    {
        var put = await AssignAndPutAsync(cancellationToken);
        _stage.Task.Pause(Left.Id);
        Consumer.BeginRevocation(Left);
        put.Pass();
        (await _stage.NextWaitAsync(cancellationToken)).Pass();
        _ = Consumer.IsInRevocation;
        Consumer.Assign(Left);

        await PutRestAsync(cancellationToken);
    }

    [Test]
    public async Task Records_that_were_read_before_a_revocation_in_the_same_poll_are_not_put(CancellationToken cancellationToken)
    {
        var put = await AssignAndPutAsync(cancellationToken);
        Consumer.Read(Left);
        Consumer.Read(Right);
        Consumer.BeginRevocation(Left);
        put.Pass();
        (await _stage.NextWaitAsync(cancellationToken)).Pass();
        Assert.That(Consumer.IsInRevocation, Is.False, "its end hands the rest of the poll on");

        var next = await _stage.NextPutAsync(cancellationToken);
        Assert.That(next.Records!.Select(record => record.OriginalPartition).Distinct(), Is.EqualTo(new[] { 1 }));
        next.Pass();
    }

    [Test]
    public async Task Task_that_is_given_up_while_its_put_hangs_leaves_the_group_and_commits_nothing(CancellationToken cancellationToken)
    {
        var put = await AssignAndPutAsync(cancellationToken);
        _stage.Worker.Stop();
        _stage.GiveUp();
        Assert.That(Consumer.IsAbandoned, Is.True, "at once, whatever the put does");

        put.Pass();
        await _stage.Worker.Completion.WaitAsync(cancellationToken);
        Assert.That(Left.Committed, Is.Zero);
    }

    [Test]
    public async Task Partitions_that_the_group_took_because_the_task_was_late_are_closed_and_not_committed(CancellationToken cancellationToken)
    {
        var put = await AssignAndPutAsync(cancellationToken);
        Consumer.BeginRevocation(Left);
        Consumer.ExpireRevocation();
        put.Pass();
        (await _stage.NextWaitAsync(cancellationToken)).Pass();

        Assert.That((Left.Committed, _stage.Task.Open), Is.EqualTo((0L, new[] { Right.Id })));
    }

    [Test]
    public async Task Seek_that_the_task_asks_for_during_a_commit_is_not_undone_by_its_success(CancellationToken cancellationToken)
    {
        Consumer.NextCommit = () => null;
        var put = await AssignAndPutAsync(cancellationToken);
        _stage.Task.Context.RequestCommit();
        put.Pass();
        var waiting = await _stage.NextWaitAsync(cancellationToken);
        Assert.That(Consumer.HasPendingCommit, Is.True);
        Read(Left, 1);
        waiting.Pass();

        put = await _stage.NextPutAsync(cancellationToken);
        _stage.Task.Seek(Left.Id, 0);
        put.Pass();
        waiting = await _stage.NextWaitAsync(cancellationToken);
        Consumer.CompleteCommit(commit => commit.SetResult());
        _stage.Task.OnPreCommit = _ => throw new ConnectException("flush failed");
        _stage.Task.Context.RequestCommit();
        waiting.Pass();
        waiting = await _stage.NextWaitAsync(cancellationToken);
        _stage.Task.OnPreCommit = offsets => offsets;
        Assert.That(_stage.Task.NextOf(Left.Id), Is.Zero);
        waiting.Pass();
        Consumer.NextCommit = () => true;
        await PutRestAsync(cancellationToken);
    }

    private async Task<LoopPoint> AssignAndPutAsync(CancellationToken cancellationToken)
    {
        Left.End = Right.End = 20;
        var waiting = await _stage.NextWaitAsync(cancellationToken);
        Consumer.Assign(Left, Right);
        Read(Left, 2);
        Read(Right, 2);
        waiting.Pass();
        return await _stage.NextPutAsync(cancellationToken);
    }

    private void Read(PartitionModel partition, int count)
    {
        for (var i = 0; i < count; i++)
            Consumer.Read(partition);
        Consumer.Queue.Flush();
    }

    /// <summary>Every record comes; the order and the partition of each are checked where it is put.</summary>
    private async Task PutRestAsync(CancellationToken cancellationToken)
    {
        for (var step = 0; Left.IsOurs
            && (!_stage.Task.Open.Contains(Left.Id) || _stage.Task.NextOf(Left.Id) < Left.End || _stage.Task.NextOf(Right.Id) < Right.End); step++)
        {
            Assert.That(step, Is.LessThan(200), "it stands still");
            var point = await _stage.NextAsync(cancellationToken);
            Assert.That(point, Is.Not.Null, $"the task has ended: {_stage.Trace}");
            foreach (var partition in Consumer.Partitions.Where(
                partition => partition.IsOurs && partition.Position < partition.End && !Consumer.Queue.IsFull))
                Read(partition, 1);
            _stage.PassTime(point!);
        }
    }
}
