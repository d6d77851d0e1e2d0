using System.Runtime.InteropServices;
using Connect.Connectors;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>The loop of a source task.</summary>
/// <remarks>
/// <para>1. Poll. 2. Submit each record to the delivery, in order: from here on its offset is held back. 3. Transform and convert. 4. Create the
/// topic if configured. 5. Send. The delivery does the rest. At least once (<see cref="AtLeastOnceDelivery"/>): 6. When the broker has acknowledged
/// the record (on a thread of the producer), mark it. 7. Every <c>offset.flush.interval.ms</c>, the committer stores, for each source partition, the
/// offset of the last record before the first unmarked one.</para>
/// <para>If the process dies at 1 to 6, nothing is lost: only offsets of acknowledged records are stored, so the others are read again. If it dies
/// between 6 and 7, the records acknowledged since the last commit are repeated.</para>
/// <para>A record that is skipped deliberately (dropped by a transform, or a tolerated error that was reported) counts as acknowledged, so a source
/// whose records are all filtered still advances. Kafka Connect holds such an offset back (docs/compatibility.md).</para>
/// <para>A task with a rate limit waits between 7 and the next poll; the delivery does what is due meanwhile.</para>
/// <para>From the moment a task is abandoned it sends nothing, stores nothing and creates no topic, wherever its loop hangs.</para>
/// </remarks>
internal sealed partial class WorkerSourceTask : ITaskLoop
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);

    private readonly SourceTaskParts _parts;
    private readonly TaskControl _control;
    private readonly Action<TaskState> _onStateChanged;
    private readonly SourceTaskStats _stats;
    private readonly TimeProvider _time;
    private readonly ILogger<WorkerSourceTask> _logger;
    private readonly SourceRecord[] _run = new SourceRecord[ISourceDelivery.MaxRun];
    private readonly RepeatedFailures _refusals;
    private readonly SourceAudit _audit;
    private readonly SourceTrace _trace;
    private TimeSpan _backoff = FirstBackoff;
    private long _skips;
    private long _bytes;
    private bool _isAtEnd;
    private bool _isFinished;
    private bool _isOpen;
    private bool _isStarted;

    /// <summary>Creates the loop of one task.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="control">The task's control.</param>
    /// <param name="onStateChanged">Called when the task starts running or pauses.</param>
    /// <param name="stats">The counters.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The logger.</param>
    public WorkerSourceTask(
        SourceTaskParts parts, TaskControl control, Action<TaskState> onStateChanged, SourceTaskStats stats, TimeProvider time,
        ILogger<WorkerSourceTask> logger)
    {
        (_parts, _control, _onStateChanged, _stats, _time, _logger) = (parts, control, onStateChanged, stats, time, logger);
        _refusals = new RepeatedFailures(parts.Refusals, time);
        _trace = new SourceTrace(parts.Id, parts.Encoder, time);
        _audit = parts.Delivery.Audit;
        control.WhenCancelled(Abandon);
    }

    /// <inheritdoc/>
    public string Version => _parts.Task.Version;

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        _control.Calls.Begin(TaskCall.Prepare);
        await _parts.Delivery.OpenAsync(_control.Stopping).ConfigureAwait(false);
        _isOpen = true;
        await _parts.Task.StartAsync(_parts.Context, _control.Stopping).ConfigureAwait(false);
        _isStarted = true;
        _parts.Delivery.Start();
    }

    /// <inheritdoc/>
    public async Task RunAsync()
    {
        try
        {
            while (await RunOnceAsync().ConfigureAwait(false))
            {
            }
        }
        catch (Exception e) when (_control.IsCancelled && e is not OperationCanceledException)
        {
            // Abandoning the task has closed what this call was using.
            throw new OperationCanceledException($"Task {_parts.Id} was abandoned.", e, _control.Cancelled);
        }
    }

    /// <inheritdoc/>
    public async Task CloseAsync(bool failed)
    {
        try
        {
            if (_isOpen)
                await FinishAsync(failed).ConfigureAwait(false);
        }
        finally
        {
            _parts.OffsetReader.Dispose();
            await _parts.Delivery.DisposeAsync().ConfigureAwait(false);
            if (_parts.Topics is { } topics)
                await topics.DisposeAsync().ConfigureAwait(false);
            await Resources.ReleaseAsync(_parts.Resources).ConfigureAwait(false);
        }
    }

    /// <summary>One iteration: handles what has changed, then polls and sends.</summary>
    /// <returns>False if the task must end.</returns>
    private async ValueTask<bool> RunOnceAsync()
    {
        _control.Renew();
        if (_parts.Delivery.Failure is { } failure)
            throw failure;
        if (_control.IsStopping)
            return false;
        if (_parts.Delivery.TakeCommit())
            await NotifyCommitAsync().ConfigureAwait(false);
        if (_control.IsPaused)
        {
            await _parts.Delivery.PauseAsync().ConfigureAwait(false);
            if (_parts.Delivery.TakeCommit())
                await NotifyCommitAsync().ConfigureAwait(false);
            _onStateChanged(TaskState.Paused);
            _isFinished = false;
            await _control.WaitForChangeAsync().ConfigureAwait(false);
            return true;
        }

        if (!_control.Lease.IsHeld)
        {
            // While it is uncertain that the worker is a member of its cluster, another worker may run this task: do not poll.
            await _control.RestAsync().ConfigureAwait(false);
            await _parts.Threads.EnterAsync();
            return true;
        }

        _onStateChanged(TaskState.Running);
        if (_isAtEnd)
        {
            await FinishRunAsync().ConfigureAwait(false);
            return true;
        }

        if (_parts.Pace?.UntilDue is { Ticks: > 0 } wait)
        {
            await WaitForPaceAsync(wait).ConfigureAwait(false);
            return true;
        }

        await SendAsync(await PollAsync().ConfigureAwait(false)).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<IReadOnlyList<SourceRecord>> PollAsync()
    {
        var interrupted = _control.Interrupted;
        var started = _time.GetTimestamp();
        _trace.BeginPoll();
        try
        {
            var polling = _parts.Task.PollAsync(interrupted);
            var records = polling.IsCompleted ? await polling.ConfigureAwait(false) : await WaitForPollAsync(polling.AsTask()).ConfigureAwait(false);
            _backoff = FirstBackoff;
            _refusals.Clear();
            if (records is { Count: > 0 })
            {
                _stats.RecordPoll(records.Count, _time.GetElapsedTime(started));
                _audit.Polled(records.Count);
            }

            _isAtEnd = _parts.Context.IsEndSignalled;

            return records ?? [];
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return [];
        }
        catch (ConnectException e) when (e.IsTransient)
        {
            Log.PollFailed(_logger, _parts.Id, _backoff, e);
            _refusals.Add(
                "PollAsync asks for a retry", e,
                "No records are read in the meantime; nothing is lost, and the task continues automatically. Check the system it reads from.");
            await _control.DelayAsync(_time, _backoff).ConfigureAwait(false);
            _backoff = _backoff * 2 < LongestBackoff ? _backoff * 2 : LongestBackoff;
            return [];
        }
    }

    /// <summary>Sends a whole batch, even if the task is paused or stopped in the meantime, because not every source can return its records again.
    /// Only abandoning the task ends it early.</summary>
    private async ValueTask SendAsync(IReadOnlyList<SourceRecord> records)
    {
        _trace.BeginBatch(records.Count);
        try
        {
            await SendBatchAsync(records).ConfigureAwait(false);
        }
        catch (Exception e) when (_trace.Fail(e))
        {
            throw;
        }
        finally
        {
            _trace.EndBatch();
        }

        _parts.Pace?.Charge(records.Count, _bytes);
        _bytes = 0;
    }

    private async ValueTask SendBatchAsync(IReadOnlyList<SourceRecord> records)
    {
        var cancelled = _control.Cancelled;
        for (var start = 0; start < records.Count; start += ISourceDelivery.MaxRun)
        {
            // The poll outlasted the task's time to stop. Do not send its records: the task that replaced this one reads them again.
            cancelled.ThrowIfCancellationRequested();
            var count = Submit(records, start);
            _control.Calls.Begin(TaskCall.Convert, records.Count - start);
            for (var i = 0; i < count; i++)
            {
                var sending = SendAsync(i, _run[i], cancelled);
                if (sending.IsCompletedSuccessfully)
                    continue;

                // The creation may take long; do not delay earlier records.
                _parts.Delivery.SendBuffered();
                await sending.ConfigureAwait(false);

                // Transforms and converters are plugins, too.
                await _parts.Threads.EnterAsync();
                _control.Calls.Begin(TaskCall.Convert, records.Count - start - i);
            }
        }

        _control.Calls.End();
        _run.AsSpan().Clear();
        var ending = _parts.Delivery.EndPollAsync();
        if (ending.IsCompletedSuccessfully)
            return;
        await ending.ConfigureAwait(false);
        await _parts.Threads.EnterAsync();
    }

    /// <summary>Submits the next records to the delivery, several at once.</summary>
    private int Submit(IReadOnlyList<SourceRecord> records, int start)
    {
        var run = _run.AsSpan(0, Math.Min(ISourceDelivery.MaxRun, records.Count - start));
        Copy(records, start, run);
        foreach (var record in run)
        {
            if (record is null)
                throw new ConnectException($"Task {_parts.Id} returned a list with a null record from PollAsync. Leave it out of the list.");
        }

        _parts.Delivery.Submit(run);
        return run.Length;
    }

    /// <summary>Copies the common list types directly: an interface call for each record costs more than tracking it.</summary>
    private static void Copy(IReadOnlyList<SourceRecord> records, int start, Span<SourceRecord> destination)
    {
        switch (records)
        {
            case SourceRecord[] array:
                array.AsSpan(start, destination.Length).CopyTo(destination);
                break;
            case List<SourceRecord> list:
                CollectionsMarshal.AsSpan(list).Slice(start, destination.Length).CopyTo(destination);
                break;
            default:
                for (var i = 0; i < destination.Length; i++)
                    destination[i] = records[start + i];
                break;
        }
    }

    private ValueTask SendAsync(int index, SourceRecord record, CancellationToken cancelled)
    {
        var begun = _trace.BeginConversion();
        var encoding = _parts.Encoder.EncodeAsync(record, cancelled);
        if (!encoding.IsCompletedSuccessfully || _parts.Topics is not null)
            return SendSlowAsync(index, record, encoding, begun, cancelled);
        _trace.EndConversion(begun);
        return DeliverAsync(index, record, encoding.Result);
    }

    private async ValueTask SendSlowAsync(int index, SourceRecord record, ValueTask<bool> encoding, long begun, CancellationToken cancelled)
    {
        var isEncoded = await encoding.ConfigureAwait(false);
        _trace.EndConversion(begun);
        if (isEncoded && _parts.Topics is { } topics)
        {
            _control.Calls.Begin(TaskCall.CreateTopic, 1);
            await topics.EnsureAsync(_parts.Encoder.Encoded.Topic, cancelled).ConfigureAwait(false);
        }

        // A producer with a full buffer waits for Kafka; that is reported elsewhere.
        _control.Calls.End();
        await DeliverAsync(index, record, isEncoded).ConfigureAwait(false);
    }

    private ValueTask DeliverAsync(int index, SourceRecord record, bool isEncoded)
    {
        if (isEncoded)
        {
            if (_parts.Pace is { CountsBytes: true })
                _bytes += _parts.Encoder.Encoded.Size;
            return _parts.Delivery.SendAsync(index, record, _parts.Encoder.Encoded);
        }

        _audit.LeftOut(isSkipped: _parts.Encoder.Skips != _skips);
        _skips = _parts.Encoder.Skips;
        return _parts.Delivery.LeaveOutAsync(index, record);
    }

    /// <summary>Waits for records in flight, stores the offsets that may be stored, and stops the connector's task. An abandoned task is only
    /// stopped.</summary>
    private async Task FinishAsync(bool failed)
    {
        try
        {
            if (_isStarted && !_control.IsCancelled && await _parts.Delivery.FinishAsync(failed).ConfigureAwait(false))
                await NotifyCommitAsync(failed).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_control.IsCancelled)
        {
            Log.FinishGivenUp(_logger, _parts.Id);
        }
        finally
        {
            await StopTaskAsync().ConfigureAwait(false);
        }
    }

    private async Task StopTaskAsync()
    {
        try
        {
            await _parts.Task.StopAsync(_control.Cancelled).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.StopFailed(_logger, _parts.Id, e);
        }
    }

    /// <param name="failed">Whether the task has failed: its last batch may be sent in part, so the records do not balance.</param>
    private async Task NotifyCommitAsync(bool failed = false)
    {
        _parts.Delivery.TakeCommit();
        if (!failed && _audit.Balance(_parts.Delivery.CountUnacknowledged) is { } numbers)
            Log.OutOfBalance(_logger, _parts.Id, numbers);
        try
        {
            await _parts.Task.CommitAsync(_control.Cancelled).ConfigureAwait(false);
        }
        catch (Exception e) when (!_control.IsCancelled)
        {
            Log.CommitHookFailed(_logger, _parts.Id, e);
        }
    }

    /// <summary>Closes everything that an abandoned task uses. Its loop may hang in the connector's code forever.</summary>
    private void Abandon()
    {
        _parts.OffsetReader.Dispose();
        _parts.Delivery.Abandon();
        _ = _parts.Topics?.DisposeAsync().AsTask();
    }
}
