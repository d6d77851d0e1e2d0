using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>The loop of a sink task.</summary>
/// <remarks>
/// <para>1. Commit when it is due. 2. Seek where the task asked to. 3. Say what is held back. 4. Take the next event of the consumer: records, or a change of the assignment, which
/// overtakes records. 5. Convert and transform the records. 6. Put them, and only then count them as taken. 7. The next commit asks the task which of them are safe.</para>
/// <para>A kill of the process anywhere before the commit of 7 delivers the records since the last commit again; nothing is lost, because an offset is committed only
/// when the task has said that the records before it are safe and the reports of those that it could not take are written.</para>
/// <para>Before partitions leave: preCommit, close, commit, in this order; only then does the consumer let them go.</para>
/// <para>A put that fails for the moment is made again with the same records while all partitions stand still; the group goes on.</para>
/// <para>What is held back is derived anew at 3 from the three things that can hold: a pause, a put that is to be made again, and the task's own pauses of partitions it has.</para>
/// </remarks>
internal sealed partial class WorkerSinkTask(
    SinkTaskParts parts, SinkOffsetCommitter committer, TaskControl control, Action<TaskState> tell, SinkTaskStats stats, TimeProvider time, ILogger<WorkerSinkTask> logger)
    : ITaskLoop
{
    private static readonly TimeSpan IdlePut = TimeSpan.FromSeconds(1);
    private readonly RefusedRecords _refused = new(time);
    private DeliveryHold _hold = DeliveryHold.None;
    private bool _isInitialized;
    private bool _isPaused;

    /// <inheritdoc/>
    public string Version => parts.Task.Version;

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        await parts.Prepare(control.Stopping).ConfigureAwait(false);
        _isInitialized = true;
        await parts.Task.StartAsync(parts.Context, control.Stopping).ConfigureAwait(false);
        if (!control.IsStopping)
            parts.Consumer.Start();
    }

    /// <inheritdoc/>
    public async Task RunAsync()
    {
        while (true)
        {
            await parts.Threads.EnterAsync();
            control.Renew();
            ThrowIfFailed();
            if (control.IsStopping)
                return;
            HeedPause();
            await committer.ObserveAsync().ConfigureAwait(false);
            if (!committer.IsBusy && (parts.Context.TakeCommitRequest() || committer.UntilDue == TimeSpan.Zero))
                await CommitAsync().ConfigureAwait(false);
            await SeekAsync().ConfigureAwait(false);
            Hold();
            await StepAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task CloseAsync(bool failed)
    {
        try
        {
            if (_isInitialized && !control.IsCancelled)
                await LetGoAsync([.. parts.Tracker.Assignment], () => false).ConfigureAwait(false);
        }
        finally
        {
            if (_isInitialized)
                await StopTaskAsync().ConfigureAwait(false);
            await CloseConsumerAsync().ConfigureAwait(false);
            await parts.Threads.EnterAsync();
            await Resources.ReleaseAsync(parts.Resources).ConfigureAwait(false);
        }
    }

    /// <summary>The one place that says what is held back.</summary>
    private void Hold()
    {
        var hold = _isPaused || _refused.Records is not null ? DeliveryHold.All : parts.Context.Paused;
        if (ReferenceEquals(hold, _hold))
            return;
        _hold = hold;
        parts.Consumer.Hold(hold);
    }

    private void ThrowIfFailed()
    {
        if (parts.Reports.Failure is { } unreported)
            throw unreported;
        if (parts.Errants?.Failure is { } intolerable)
            throw intolerable;
    }

    /// <summary>One event, one repeated put, or, when there is nothing for a while, one empty put.</summary>
    private async ValueTask StepAsync()
    {
        // Changes of the assignment come before a put that is to be made again; records cannot, because they are held back meanwhile.
        if (parts.Consumer.TryRead(out var next))
        {
            await HandleAsync(next).ConfigureAwait(false);
            return;
        }

        if (_refused.Records is { } again && _refused.UntilDue <= TimeSpan.Zero)
        {
            await PutAsync(again).ConfigureAwait(false);
            return;
        }

        if (await WaitAsync().ConfigureAwait(false) || _refused.Records is not null)
            return;
        await PutAsync([]).ConfigureAwait(false);
    }

    /// <summary>Waits for an event, but not beyond the next thing to do.</summary>
    /// <returns>False when the time was over.</returns>
    private async ValueTask<bool> WaitAsync()
    {
        var wait = _refused.Records is null ? IdlePut : _refused.UntilDue;
        if (_refused.Records is null && parts.Context.RetryBackoff is { } asked)
        {
            parts.Context.RetryBackoff = null;
            wait = asked;
        }

        if (!committer.IsBusy && committer.UntilDue < wait)
            wait = committer.UntilDue;
        if (wait <= TimeSpan.Zero)
            return true;
        var interrupted = control.Interrupted;
        try
        {
            return await parts.Consumer.WaitToReadAsync(wait, interrupted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return true;
        }
    }

    private async ValueTask HandleAsync(SinkConsumerEvent next)
    {
        switch (next)
        {
            case SinkConsumerEvent.Batch batch:
                await PutAsync(await DecodeAsync(batch.Records).ConfigureAwait(false)).ConfigureAwait(false);
                break;
            case SinkConsumerEvent.Assigned assigned:
                await OpenAsync(assigned.Positions).ConfigureAwait(false);
                break;
            case SinkConsumerEvent.Revoked revoked:
                await RevokeAsync(revoked).ConfigureAwait(false);
                break;
            case SinkConsumerEvent.Lost lost:
                await LoseAsync(lost.Partitions).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask<SinkRecord[]> DecodeAsync(ArraySegment<ConsumedRecord> batch)
    {
        var records = new SinkRecord[batch.Count];
        var count = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            if (!parts.Tracker.Read(batch.Array![batch.Offset + i]))
                continue;
            var decoding = parts.Decoder.DecodeAsync(batch, i, control.Cancelled);
            if ((decoding.IsCompletedSuccessfully ? decoding.Result : await BackAsync(decoding).ConfigureAwait(false)) is { } record)
                records[count++] = record;
        }

        stats.RecordRead(batch.Count);
        return count == records.Length ? records : records[..count];
    }

    /// <summary>Awaits what may end on anybody's thread, and comes back for the transforms of the next record.</summary>
    private async ValueTask<SinkRecord?> BackAsync(ValueTask<SinkRecord?> decoding)
    {
        var record = await decoding.ConfigureAwait(false);
        await parts.Threads.EnterAsync();
        return record;
    }

    private async ValueTask PutAsync(SinkRecord[] records)
    {
        var started = time.GetTimestamp();
        try
        {
            await parts.Task.PutAsync(records, control.Cancelled).ConfigureAwait(false);
        }
        catch (ConnectException e) when (e.IsTransient)
        {
            _refused.Keep(records, parts.Context.RetryBackoff);
            parts.Context.RetryBackoff = null;
            Log.PutDelayed(logger, parts.Id, records.Length, _refused.Delay, e);
            return;
        }
        catch (OperationCanceledException) when (control.IsCancelled)
        {
            throw;
        }
        catch (Exception e)
        {
            throw PutFailure.Of(parts.Id, records, e);
        }

        ThrowIfFailed();

        // From here on the records count as taken; a kill before the commit delivers them again.
        parts.Tracker.TakeAll();
        if (records.Length > 0)
            stats.RecordPut(records.Length, time.GetElapsedTime(started));
        stats.RecordAssignment(parts.Tracker.Assignment.Count, parts.Tracker.Active);
        _refused.Clear();
    }

    private void HeedPause()
    {
        if (control.IsPaused == _isPaused)
            return;
        _isPaused = control.IsPaused;
        if (_isPaused)
            parts.Context.RequestCommit();
        tell(_isPaused ? TaskState.Paused : TaskState.Running);
    }

    private async ValueTask CommitAsync()
    {
        if (await committer.BeginAsync(control.Cancelled).ConfigureAwait(false))
            return;
        var offsets = parts.Tracker.Rewind();
        await parts.Consumer.SeekAsync(offsets, control.Cancelled).ConfigureAwait(false);
        _refused.Clear();
    }

    private async ValueTask SeekAsync()
    {
        if (!parts.Context.HasSeeks)
            return;
        var seeks = parts.Context.TakeSeeks();
        foreach (var partition in seeks.Keys.Where(partition => !parts.Tracker.IsAssigned(partition)).ToArray())
        {
            Log.SeekIgnored(logger, parts.Id, partition);
            seeks.Remove(partition);
        }

        _refused.Drop(seeks.Keys);
        await parts.Consumer.SeekAsync(seeks, control.Cancelled).ConfigureAwait(false);
        foreach (var (partition, offset) in seeks)
            parts.Tracker.Seek(partition, offset);
    }

    private async ValueTask OpenAsync(IReadOnlyDictionary<TopicPartition, long> positions)
    {
        if (positions.Count == 0)
            return;
        parts.Tracker.Assign(positions);
        IReadOnlyCollection<TopicPartition> partitions = [.. positions.Keys];
        stats.RecordAssignment(parts.Tracker.Assignment.Count, parts.Tracker.Active);
        await parts.Task.OpenAsync(partitions, control.Cancelled).ConfigureAwait(false);
    }

    private async ValueTask RevokeAsync(SinkConsumerEvent.Revoked revoked)
    {
        try
        {
            if (revoked.IsOverdue)
                await LoseAsync(revoked.Partitions).ConfigureAwait(false);
            else
                await LetGoAsync(revoked.Partitions, () => revoked.IsOverdue).ConfigureAwait(false);
        }
        finally
        {
            revoked.Completed();
        }
    }

    /// <summary>preCommit, close, commit: what the task made safe is committed when it can add nothing more.</summary>
    /// <param name="partitions">What leaves.</param>
    /// <param name="isOverdue">Whether the group has given them to others meanwhile, so that a commit would undo their progress.</param>
    private async ValueTask LetGoAsync(IReadOnlyCollection<TopicPartition> partitions, Func<bool> isOverdue)
    {
        if (partitions.Count == 0)
            return;
        _refused.Drop(partitions);
        var committable = await committer.AskBeforeCloseAsync(partitions, control.Cancelled).ConfigureAwait(false);
        try
        {
            await parts.Task.CloseAsync(partitions, control.Cancelled).ConfigureAwait(false);
        }
        finally
        {
            if (!isOverdue())
                await committer.CommitAsync(committable, control.Cancelled).ConfigureAwait(false);
            Forget(partitions);
        }
    }

    private async ValueTask LoseAsync(IReadOnlyCollection<TopicPartition> partitions)
    {
        Log.PartitionsLost(logger, parts.Id, partitions.Count);
        _refused.Drop(partitions);
        parts.Reports.Forget(partitions);
        try
        {
            await parts.Task.CloseAsync(partitions, control.Cancelled).ConfigureAwait(false);
        }
        finally
        {
            Forget(partitions);
        }
    }

    private void Forget(IReadOnlyCollection<TopicPartition> partitions)
    {
        parts.Tracker.Unassign(partitions);
        parts.Context.Forget(partitions);
        stats.RecordAssignment(parts.Tracker.Assignment.Count, parts.Tracker.Active);
    }

    private async Task CloseConsumerAsync()
    {
        try
        {
            await parts.Consumer.CloseAsync(control.Cancelled).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (control.IsCancelled)
        {
            // Given up: the consumer leaves its group by itself.
        }
        catch (Exception e)
        {
            Log.CloseFailed(logger, parts.Id, e);
        }

        await parts.Consumer.DisposeAsync().ConfigureAwait(false);
    }

    private async Task StopTaskAsync()
    {
        try
        {
            await parts.Task.StopAsync(control.Cancelled).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.StopFailed(logger, parts.Id, e);
        }
    }
}
