using System.Runtime.InteropServices;
using Connect.Connectors;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>The loop of a source task.</summary>
/// <remarks>
/// <para>1. Poll. 2. Submit each record to the delivery, in order: from here on its offset is held back. 3. Transform and convert. 4. Create the topic if asked to. 5. Send it.
/// What comes then is the delivery's. At least once (<see cref="AtLeastOnceDelivery"/>): 6. When the broker has acknowledged the record (on a thread of the producer) mark it. 7. Of each source
/// partition, the offset of the last record before the first unmarked one is stored, every <c>offset.flush.interval.ms</c>, on the committer's flow.</para>
/// <para>A kill of the process at 1 to 6 loses nothing: the offsets stored are those of records acknowledged, so the others are read again. A kill between 6 and 7 repeats
/// the records acknowledged since the last commit.</para>
/// <para>Left out on purpose (by a transform, or by a tolerated error, reported before) counts as acknowledged, so that a source whose records are all filtered moves on;
/// Kafka Connect keeps such an offset back (docs/compatibility.md).</para>
/// <para>A task that was given up sends nothing, stores nothing and creates no topic from that moment on, wherever its flow hangs.</para>
/// </remarks>
internal sealed partial class WorkerSourceTask : ITaskLoop
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);

    private readonly SourceTaskParts _parts;
    private readonly TaskControl _control;
    private readonly Action<TaskState> _tell;
    private readonly SourceTaskStats _stats;
    private readonly TimeProvider _time;
    private readonly ILogger<WorkerSourceTask> _logger;
    private readonly SourceRecord[] _run = new SourceRecord[ISourceDelivery.MaxRun];
    private TimeSpan _backoff = FirstBackoff;
    private bool _isOpen;
    private bool _isStarted;

    /// <summary>Puts the loop of one task together.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="control">What the task is to do.</param>
    /// <param name="tell">Told whether it runs or is paused.</param>
    /// <param name="stats">Counts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Takes the log.</param>
    public WorkerSourceTask(SourceTaskParts parts, TaskControl control, Action<TaskState> tell, SourceTaskStats stats, TimeProvider time, ILogger<WorkerSourceTask> logger)
    {
        (_parts, _control, _tell, _stats, _time, _logger) = (parts, control, tell, stats, time, logger);
        control.WhenCancelled(Abandon);
    }

    /// <inheritdoc/>
    public string Version => _parts.Task.Version;

    /// <inheritdoc/>
    public async Task StartAsync()
    {
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
            while (await MoveAsync().ConfigureAwait(false))
            {
            }
        }
        catch (Exception e) when (_control.IsCancelled && e is not OperationCanceledException)
        {
            // What it used was closed under its feet.
            throw new OperationCanceledException($"Task {_parts.Id} was given up.", e, _control.Cancelled);
        }
    }

    /// <inheritdoc/>
    public async Task CloseAsync(bool failed)
    {
        try
        {
            if (_isOpen)
                await FinishAsync().ConfigureAwait(false);
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

    /// <summary>One round: looks at what has changed, then polls and sends.</summary>
    /// <returns>False when the task is to end.</returns>
    private async ValueTask<bool> MoveAsync()
    {
        _control.Renew();
        if (_parts.Delivery.Failure is { } failure)
            throw failure;
        if (_control.IsStopping)
            return false;
        if (_parts.Delivery.TakeCommit())
            await NoticeCommitAsync().ConfigureAwait(false);
        if (_control.IsPaused)
        {
            await _parts.Delivery.PauseAsync().ConfigureAwait(false);
            _tell(TaskState.Paused);
            await _control.WaitForChangeAsync().ConfigureAwait(false);
            return true;
        }

        _tell(TaskState.Running);
        await SendAsync(await PollAsync().ConfigureAwait(false)).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<IReadOnlyList<SourceRecord>> PollAsync()
    {
        var interrupted = _control.Interrupted;
        var started = _time.GetTimestamp();
        try
        {
            var records = await _parts.Task.PollAsync(interrupted).ConfigureAwait(false);
            _backoff = FirstBackoff;
            if (records is { Count: > 0 })
                _stats.RecordPoll(records.Count, _time.GetElapsedTime(started));
            return records ?? [];
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return [];
        }
        catch (ConnectException e) when (e.IsTransient)
        {
            Log.PollFailed(_logger, _parts.Id, _backoff, e);
            await _control.DelayAsync(_time, _backoff).ConfigureAwait(false);
            _backoff = _backoff * 2 < LongestBackoff ? _backoff * 2 : LongestBackoff;
            return [];
        }
    }

    /// <summary>Sends a batch to its end, also when the task is to pause or stop meanwhile: not every source can give its records twice. Only being given up ends it early.</summary>
    private async ValueTask SendAsync(IReadOnlyList<SourceRecord> records)
    {
        var cancelled = _control.Cancelled;
        for (var start = 0; start < records.Count; start += ISourceDelivery.MaxRun)
        {
            // A poll that outlived the task's time to stop: what it returns now is not sent, so it is read again by the task that replaced this one.
            cancelled.ThrowIfCancellationRequested();
            var count = Submit(records, start);
            for (var i = 0; i < count; i++)
            {
                var sending = SendAsync(i, _run[i], cancelled);
                if (sending.IsCompletedSuccessfully)
                    continue;

                // It may be long; what comes before it need not wait as well.
                _parts.Delivery.SendBuffered();
                await sending.ConfigureAwait(false);

                // Transforms and converters are plugins, too.
                await _parts.Threads.EnterAsync();
            }
        }

        _run.AsSpan().Clear();
        await _parts.Delivery.EndPollAsync().ConfigureAwait(false);
    }

    /// <summary>Hands the next records to the delivery, several at once.</summary>
    private int Submit(IReadOnlyList<SourceRecord> records, int start)
    {
        var run = _run.AsSpan(0, Math.Min(ISourceDelivery.MaxRun, records.Count - start));
        Copy(records, start, run);
        foreach (var record in run)
        {
            if (record is null)
                throw new ConnectException($"Task {_parts.Id} returned a null record from PollAsync. Leave it out of the list.");
        }

        _parts.Delivery.Submit(run);
        return run.Length;
    }

    /// <summary>The usual lists are read at once: a call over the interface for each record costs more than tracking it.</summary>
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
        var encoding = _parts.Encoder.EncodeAsync(record, cancelled);
        return encoding.IsCompletedSuccessfully && _parts.Topics is null ? DeliverAsync(index, record, encoding.Result) : SendSlowAsync(index, record, encoding, cancelled);
    }

    private async ValueTask SendSlowAsync(int index, SourceRecord record, ValueTask<bool> encoding, CancellationToken cancelled)
    {
        var isEncoded = await encoding.ConfigureAwait(false);
        if (isEncoded && _parts.Topics is { } topics)
            await topics.EnsureAsync(_parts.Encoder.Encoded.Topic, cancelled).ConfigureAwait(false);
        await DeliverAsync(index, record, isEncoded).ConfigureAwait(false);
    }

    private ValueTask DeliverAsync(int index, SourceRecord record, bool isEncoded) =>
        isEncoded ? _parts.Delivery.SendAsync(index, record, _parts.Encoder.Encoded) : _parts.Delivery.LeaveOutAsync(index, record);

    /// <summary>Waits for what is under way, stores what may be stored, stops the connector's task. A task that was given up does only the last.</summary>
    private async Task FinishAsync()
    {
        try
        {
            if (_isStarted && !_control.IsCancelled && await _parts.Delivery.FinishAsync().ConfigureAwait(false))
                await NoticeCommitAsync().ConfigureAwait(false);
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

    private async Task NoticeCommitAsync()
    {
        _parts.Delivery.TakeCommit();
        try
        {
            await _parts.Task.CommitAsync(_control.Cancelled).ConfigureAwait(false);
        }
        catch (Exception e) when (!_control.IsCancelled)
        {
            Log.CommitHookFailed(_logger, _parts.Id, e);
        }
    }

    /// <summary>Takes everything out of the hands of a task that was given up. Its own flow may hang in the connector's code for ever.</summary>
    private void Abandon()
    {
        _parts.OffsetReader.Dispose();
        _parts.Delivery.Abandon();
        _ = _parts.Topics?.DisposeAsync().AsTask();
    }
}
