using Connect.Connectors;
using Connect.Runtime.Diagnostics.Traces;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>The loop of a sink task.</summary>
/// <remarks>
/// <para>1. Commit if it is due. 2. Seek if the task asked for it. 3. Publish which partitions are held back. 4. Read the next event of the consumer:
/// records, or a change of the assignment, which overtakes records. 5. Convert and transform the records. 6. Put them, and only then count them as
/// taken. 7. The next commit asks the task which offsets are safe.</para>
/// <para>If the process dies before the commit in 7, the records since the last commit are delivered again. Nothing is lost: an offset is committed
/// only when the task has declared the records before it safe and the reports of its failed records are written.</para>
/// <para>When partitions are revoked: preCommit, close, commit, in this order; only then does the consumer release them.</para>
/// <para>A put that fails temporarily is repeated with the same records. Meanwhile all partitions are held back, and the consumer stays in its
/// group.</para>
/// <para>Step 3 computes what is held back from the four possible causes: a paused task, a put to repeat, a rate limit to wait for, and partitions
/// that the connector's task has paused.</para>
/// </remarks>
internal sealed partial class WorkerSinkTask(
    SinkTaskParts parts, SinkOffsetCommitter committer, TaskControl control, Action<TaskState> onStateChanged, SinkTaskStats stats, TimeProvider time,
    ILogger<WorkerSinkTask> logger)
    : ITaskLoop
{
    /// <summary>After so many records of a batch the stall watch is informed about the progress.</summary>
    private const int RecordsPerProgress = 64;

    private static readonly TimeSpan IdlePut = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DoubtCheck = TimeSpan.FromMilliseconds(100);
    private readonly RefusedRecords _refused = new(time);
    private readonly RepeatedFailures _refusals = new(parts.Refusals, time);
    private readonly SinkTrace _trace = new(parts.Id, time);
    private DeliveryHold _hold = DeliveryHold.None;
    private bool _isInitialized;
    private bool _isPaused;

    // Whether records are held back for the rate limit.
    private bool _isPaced;

    // What the status says of a task that has finished.
    private string? _finished;

    /// <inheritdoc/>
    public string Version => parts.Task.Version;

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        control.Calls.Begin(TaskCall.Prepare);
        await parts.Prepare(control.Stopping).ConfigureAwait(false);
        if (parts.Ends is { } ends)
            await ends.LoadAsync(control.Stopping).ConfigureAwait(false);
        _isInitialized = true;
        await parts.Task.StartAsync(parts.Context, control.Stopping).ConfigureAwait(false);
        if (control.IsStopping)
            return;
        parts.Consumer.Start();
        parts.Watch?.Start();
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
                await ReleaseAsync([.. parts.Tracker.Assignment], () => false).ConfigureAwait(false);
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

    /// <summary>The only place that decides what is held back.</summary>
    private void Hold()
    {
        _isPaced = parts.Pace?.UntilDue > TimeSpan.Zero;
        var hold = _isPaused || _isPaced || _refused.Records is not null
            ? DeliveryHold.All : parts.Ends?.Hold(parts.Context.Paused) ?? parts.Context.Paused;
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

    /// <summary>Handles one event, or repeats one put, or makes one empty put if nothing has arrived for a while.</summary>
    private async ValueTask StepAsync()
    {
        // Changes of the assignment come before a put that must be repeated. No records can arrive, because they are held back.
        parts.Ends?.Observe();
        if (parts.Consumer.TryRead(out var next))
        {
            await HandleAsync(next).ConfigureAwait(false);
            return;
        }

        if (parts.Ends is { } ends && _refused.Records is null && !_isPaused)
            SeeToEnd(ends);

        if (_refused.Records is { } again && _refused.UntilDue <= TimeSpan.Zero)
        {
            await PutAsync(again).ConfigureAwait(false);
            return;
        }

        if (await WaitAsync().ConfigureAwait(false) || _refused.Records is not null)
            return;
        await PutAsync([]).ConfigureAwait(false);
    }

    /// <summary>Finishes when everything up to the ends is processed and committed. A finished task keeps its partitions until it is
    /// stopped.</summary>
    private void SeeToEnd(SinkEnds ends)
    {
        ends.Confirm(_hold);
        if (!ends.IsReached)
            ShowFinished(null);
        else if (parts.Tracker.Active == 0 && !committer.IsBusy)
            ShowFinished(ends.Finish());
        else if (!committer.IsBusy)
            parts.Context.RequestCommit();
    }

    private void ShowFinished(string? note)
    {
        if (note == _finished)
            return;
        _finished = note;
        control.ReportFinished(note);
        if (note is not null)
            Log.Finished(logger, parts.Id, note);
    }

    /// <summary>Waits for an event, but only until the next scheduled action.</summary>
    /// <returns>False if the time has run out.</returns>
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

        // When the rate limit permits, records flow again without an empty put before.
        var isPaced = _isPaced && parts.Pace!.UntilDue < wait;
        if (isPaced)
            wait = parts.Pace!.UntilDue;
        if (wait <= TimeSpan.Zero)
            return true;
        var interrupted = control.Interrupted;
        _trace.BeginWait();
        try
        {
            return await parts.Consumer.WaitToReadAsync(wait, interrupted).ConfigureAwait(false) || isPaced;
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
                await HandleAsync(batch.Records).ConfigureAwait(false);
                batch.Completed();
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

    private async ValueTask HandleAsync(ArraySegment<ConsumedRecord> batch)
    {
        using var span = _trace.StartBatch(batch);
        try
        {
            await PutAsync(await DecodeAsync(batch).ConfigureAwait(false)).ConfigureAwait(false);
            parts.Pace?.Charge(batch.Count, parts.Pace.CountsBytes ? BytesOf(batch) : 0);
        }
        catch (Exception e) when (span.Fail(e))
        {
            throw;
        }
    }

    private async ValueTask<SinkRecord[]> DecodeAsync(ArraySegment<ConsumedRecord> batch)
    {
        using var span = _trace.StartStep("convert", batch.Count);
        var records = new SinkRecord[batch.Count];
        var count = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            if (i % RecordsPerProgress == 0)
                control.Calls.Begin(TaskCall.Convert, batch.Count - i);
            if (!parts.Tracker.Read(batch.Array![batch.Offset + i]))
                continue;
            parts.Audit.In(batch.Array[batch.Offset + i].Topic, batch.Array[batch.Offset + i].Partition);
            var skips = parts.Decoder.Skips;
            var decoding = parts.Decoder.DecodeAsync(batch, i, control.Cancelled);
            if ((decoding.IsCompletedSuccessfully ? decoding.Result : await AwaitDecodingAsync(decoding).ConfigureAwait(false)) is { } record)
                records[count++] = record;
            else
                parts.Audit.LeftOut(isSkipped: parts.Decoder.Skips != skips);
        }

        control.Calls.End();
        stats.RecordRead(batch.Count);
        return count == records.Length ? records : records[..count];
    }

    private static long BytesOf(ArraySegment<ConsumedRecord> batch)
    {
        var bytes = 0L;
        foreach (var record in batch)
        {
            bytes += (record.Key?.Length ?? 0) + (record.Value?.Length ?? 0);
            if (record.Headers is not { } headers)
                continue;
            foreach (var header in headers)
                bytes += header.Key.Length + (header.Value?.Length ?? 0);
        }

        return bytes;
    }

    /// <summary>Awaits a conversion that may complete on any thread, and returns to the plugin threads for the next record's transforms.</summary>
    private async ValueTask<SinkRecord?> AwaitDecodingAsync(ValueTask<SinkRecord?> decoding)
    {
        var record = await decoding.ConfigureAwait(false);
        await parts.Threads.EnterAsync();
        return record;
    }

    private void HeedPause()
    {
        if (control.IsPaused == _isPaused)
            return;
        _isPaused = control.IsPaused;
        _finished = null;
        if (_isPaused)
            parts.Context.RequestCommit();
        onStateChanged(_isPaused ? TaskState.Paused : TaskState.Running);
    }

    private async ValueTask CommitAsync()
    {
        foreach (var (partition, numbers) in parts.Audit.Balance(_refused.Records ?? []))
            Log.OutOfBalance(logger, parts.Id, partition, numbers);
        if (await committer.BeginAsync(control.Cancelled).ConfigureAwait(false))
            return;
        var offsets = parts.Tracker.Rewind();
        parts.Audit.GoBack(offsets.Keys);
        parts.Ends?.Forget(offsets.Keys);
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
        parts.Audit.GoBack(seeks.Keys);
        parts.Ends?.Forget(seeks.Keys);
        await parts.Consumer.SeekAsync(seeks, control.Cancelled).ConfigureAwait(false);
        foreach (var (partition, offset) in seeks)
            parts.Tracker.Seek(partition, offset);
    }

    private async Task CloseConsumerAsync()
    {
        try
        {
            await parts.Consumer.CloseAsync(control.Cancelled).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (control.IsCancelled)
        {
            // The task was abandoned, and the consumer leaves its group on its own.
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
