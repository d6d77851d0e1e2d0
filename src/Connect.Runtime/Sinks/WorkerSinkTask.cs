using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>The loop of a sink task.</summary>
/// <remarks>
/// <para>1. Commit when it is due. 2. Seek where the task asked to. 3. Take the next event of the consumer: records, or a change of the assignment, which overtakes records.
/// 4. Convert and transform the records. 5. Put them, and only then count them as taken. 6. The next commit asks the task which of them are safe.</para>
/// <para>A kill of the process anywhere before the commit of 6 delivers the records since the last commit again; nothing is lost, because an offset is committed only
/// when the task has said that the records before it are safe and the reports of those that it could not take are written.</para>
/// <para>Before partitions leave: preCommit, close, commit, in this order; only then does the consumer let them go.</para>
/// <para>A put that fails for the moment is made again with the same records while all partitions stand still; the group goes on.</para>
/// </remarks>
internal sealed partial class WorkerSinkTask(
    SinkTaskParts parts, SinkOffsetCommitter committer, TaskControl control, Action<TaskState> tell, SinkTaskStats stats, TimeProvider time, ILogger<WorkerSinkTask> logger)
    : ITaskLoop
{
    private static readonly TimeSpan IdlePut = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(60);

    private bool _isInitialized;
    private bool _isPaused;
    private SinkRecord[]? _retry;
    private long _retrySince;
    private TimeSpan _retryDelay;
    private TimeSpan _backoff = FirstBackoff;

    /// <summary>Whether partitions stand still because of a pause or of a put that is to be made again.</summary>
    private bool IsHolding => _isPaused || _retry is not null;

    /// <inheritdoc/>
    public string Version => parts.Task.Version;

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        await parts.Prepare(control.Stopping).ConfigureAwait(false);
        parts.Context.PauseChanged = OnTaskPaused;
        _isInitialized = true;
        await parts.Task.StartAsync(parts.Context, control.Stopping).ConfigureAwait(false);
        parts.Consumer.Start();
    }

    /// <inheritdoc/>
    public async Task RunAsync()
    {
        while (true)
        {
            control.Renew();
            ThrowIfFailed();
            if (control.IsStopping)
                return;
            HeedPause();
            await committer.ObserveAsync().ConfigureAwait(false);
            if (!committer.IsBusy && (parts.Context.TakeCommitRequest() || committer.UntilDue == TimeSpan.Zero))
                await CommitAsync().ConfigureAwait(false);
            await SeekAsync().ConfigureAwait(false);
            await StepAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task CloseAsync(bool failed)
    {
        try
        {
            if (_isInitialized && !control.IsCancelled)
                await LetGoAsync([.. parts.Tracker.Assignment]).ConfigureAwait(false);
        }
        finally
        {
            if (_isInitialized)
                await StopTaskAsync().ConfigureAwait(false);
            await CloseConsumerAsync().ConfigureAwait(false);
            await Resources.ReleaseAsync(parts.Resources).ConfigureAwait(false);
        }
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
        if (_retry is { } again && time.GetElapsedTime(_retrySince) >= _retryDelay)
        {
            await PutAsync(again).ConfigureAwait(false);
            return;
        }

        if (parts.Consumer.TryRead(out var next))
        {
            await HandleAsync(next).ConfigureAwait(false);
            return;
        }

        if (await WaitAsync().ConfigureAwait(false) || _retry is not null)
            return;
        await PutAsync([]).ConfigureAwait(false);
    }

    /// <summary>Waits for an event, but not beyond the next thing to do.</summary>
    /// <returns>False when the time was over.</returns>
    private async ValueTask<bool> WaitAsync()
    {
        var wait = _retry is null ? IdlePut : _retryDelay - time.GetElapsedTime(_retrySince);
        if (_retry is null && parts.Context.RetryBackoff is { } asked)
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
                var records = await DecodeAsync(batch.Records).ConfigureAwait(false);
                if (_retry is null)
                    await PutAsync(records).ConfigureAwait(false);
                else
                    _retry = [.. _retry, .. records];
                break;
            case SinkConsumerEvent.Assigned assigned:
                await OpenAsync(assigned.Positions).ConfigureAwait(false);
                break;
            case SinkConsumerEvent.Revoked revoked:
                try
                {
                    await LetGoAsync(revoked.Partitions).ConfigureAwait(false);
                }
                finally
                {
                    revoked.Completed();
                }

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
            parts.Tracker.Read(batch.Array![batch.Offset + i]);
            if (await parts.Decoder.DecodeAsync(batch, i, control.Cancelled).ConfigureAwait(false) is { } record)
                records[count++] = record;
        }

        stats.RecordRead(batch.Count);
        return count == records.Length ? records : records[..count];
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
            HoldForRetry(records, e);
            return;
        }
        catch (OperationCanceledException) when (control.IsCancelled)
        {
            throw;
        }
        catch (Exception e)
        {
            throw new ConnectException("Exiting WorkerSinkTask due to unrecoverable exception.", e);
        }

        ThrowIfFailed();

        // From here on the records count as taken; a kill before the commit delivers them again.
        parts.Tracker.TakeAll();
        if (records.Length > 0)
            stats.RecordPut(records.Length, time.GetElapsedTime(started));
        stats.RecordAssignment(parts.Tracker.Assignment.Count, parts.Tracker.Active);
        EndRetry();
    }

    private void HoldForRetry(SinkRecord[] records, ConnectException error)
    {
        _retryDelay = parts.Context.RetryBackoff ?? _backoff;
        parts.Context.RetryBackoff = null;
        _backoff = _backoff * 2 < LongestBackoff ? _backoff * 2 : LongestBackoff;
        _retrySince = time.GetTimestamp();
        _retry = records;
        parts.Consumer.Pause(parts.Tracker.Assignment);
        Log.PutDelayed(logger, parts.Id, records.Length, _retryDelay, error);
    }

    private void EndRetry()
    {
        _backoff = FirstBackoff;
        if (_retry is null)
            return;
        _retry = null;
        ResumeDelivery();
    }

    private void ResumeDelivery()
    {
        if (!IsHolding)
            parts.Consumer.Resume([.. parts.Tracker.Assignment.Except(parts.Context.Paused)]);
    }

    private void HeedPause()
    {
        if (control.IsPaused == _isPaused)
            return;
        _isPaused = control.IsPaused;
        if (_isPaused)
        {
            parts.Consumer.Pause(parts.Tracker.Assignment);
            parts.Context.RequestCommit();
            tell(TaskState.Paused);
            return;
        }

        ResumeDelivery();
        tell(TaskState.Running);
    }

    private void OnTaskPaused(IReadOnlyCollection<TopicPartition> partitions, bool isPaused)
    {
        if (IsHolding)
            return;
        if (isPaused)
            parts.Consumer.Pause(partitions);
        else
            parts.Consumer.Resume(partitions);
    }

    private async ValueTask CommitAsync()
    {
        if (await committer.BeginAsync(control.Cancelled).ConfigureAwait(false))
            return;
        var offsets = parts.Tracker.Rewind();
        await parts.Consumer.SeekAsync(offsets, control.Cancelled).ConfigureAwait(false);
        EndRetry();
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
        if (IsHolding)
            parts.Consumer.Pause(partitions);
        stats.RecordAssignment(parts.Tracker.Assignment.Count, parts.Tracker.Active);
        await parts.Task.OpenAsync(partitions, control.Cancelled).ConfigureAwait(false);
    }

    /// <summary>preCommit, close, commit: what the task made safe is committed when it can add nothing more.</summary>
    private async ValueTask LetGoAsync(IReadOnlyCollection<TopicPartition> partitions)
    {
        if (partitions.Count == 0)
            return;
        DropRetried(partitions);
        var committable = await committer.AskBeforeCloseAsync(partitions, control.Cancelled).ConfigureAwait(false);
        try
        {
            await parts.Task.CloseAsync(partitions, control.Cancelled).ConfigureAwait(false);
        }
        finally
        {
            await committer.CommitAsync(committable, control.Cancelled).ConfigureAwait(false);
            Forget(partitions);
        }
    }

    private async ValueTask LoseAsync(IReadOnlyCollection<TopicPartition> partitions)
    {
        Log.PartitionsLost(logger, parts.Id, partitions.Count);
        DropRetried(partitions);
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

    private void DropRetried(IReadOnlyCollection<TopicPartition> partitions)
    {
        if (_retry is { } records)
            _retry = [.. records.Where(record => !partitions.Contains(new TopicPartition(record.OriginalTopic, record.OriginalPartition)))];
    }

    private async Task CloseConsumerAsync()
    {
        try
        {
            await parts.Consumer.CloseAsync(control.Cancelled).ConfigureAwait(false);
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
