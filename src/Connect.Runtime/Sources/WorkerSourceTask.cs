using System.Runtime.InteropServices;
using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>The loop of a source task that delivers at least once.</summary>
/// <remarks>
/// <para>1. Poll. 2. Submit each record to the tracker, in order: from here on its offset is held back. 3. Transform and convert. 4. Create the topic if asked to.
/// 5. Hand the record to the producer. 6. When the broker has acknowledged it (on a thread of the producer) mark it. 7. Of each source partition, the offset of
/// the last record before the first unmarked one is stored, every <c>offset.flush.interval.ms</c>, on the committer's flow.</para>
/// <para>A kill of the process at 1 to 6 loses nothing: the offsets stored are those of records acknowledged, so the others are read again. A kill between 6 and 7 repeats
/// the records acknowledged since the last commit.</para>
/// <para>Left out on purpose (by a transform, or by a tolerated error, reported before) counts as acknowledged, so that a source whose records are all filtered moves on;
/// Kafka Connect keeps such an offset back (docs/compatibility.md).</para>
/// </remarks>
internal sealed partial class WorkerSourceTask(
    SourceTaskParts parts, TaskControl control, Action<TaskState> tell, SourceTaskStats stats, TimeSpan flushTimeout, TimeProvider time, ILogger<WorkerSourceTask> logger)
    : ITaskLoop
{
    // How many records are queued for their offsets at once: enough to share the cost of the lock.
    private const int Together = 64;

    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);

    private readonly SourceRecord[] _records = new SourceRecord[Together];
    private readonly OutgoingRecord[] _outgoing = new OutgoingRecord[Together];
    private TimeSpan _backoff = FirstBackoff;
    private bool _isInitialized;
    private bool _isStarted;

    /// <inheritdoc/>
    public string Version => parts.Task.Version;

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        parts.Producer.Failed += control.Interrupt;
        await parts.Offsets.LoadKeysAsync(control.Stopping).ConfigureAwait(false);
        _isInitialized = true;
        await parts.Task.StartAsync(parts.Context, control.Stopping).ConfigureAwait(false);
        _isStarted = true;
        parts.Committer.Start(OnCommitted);
    }

    /// <inheritdoc/>
    public async Task RunAsync()
    {
        while (true)
        {
            control.Renew();
            if ((parts.Deliveries.Failure ?? parts.Producer.Failure) is { } failure)
                throw failure;
            if (control.IsStopping)
                return;
            parts.Tracker.Advance();
            if (parts.Committer.TakeNotice())
                await NoticeCommitAsync().ConfigureAwait(false);
            if (control.IsPaused)
            {
                tell(TaskState.Paused);
                await control.WaitForChangeAsync().ConfigureAwait(false);
                continue;
            }

            tell(TaskState.Running);
            var records = await PollAsync().ConfigureAwait(false);

            // A poll that outlived the task's time to stop: what it returns now is not sent, so it is read again by the task that replaced this one.
            control.Cancelled.ThrowIfCancellationRequested();
            await SendAsync(records).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task CloseAsync(bool failed)
    {
        try
        {
            await parts.Committer.EndAsync().ConfigureAwait(false);
            if (_isInitialized)
                await FinishAsync().ConfigureAwait(false);
        }
        finally
        {
            parts.OffsetReader.Dispose();
            await parts.Producer.DisposeAsync().ConfigureAwait(false);
            await parts.Committer.DisposeAsync().ConfigureAwait(false);
            if (parts.Topics is { } topics)
                await topics.DisposeAsync().ConfigureAwait(false);
            await Resources.ReleaseAsync(parts.Resources).ConfigureAwait(false);
        }
    }

    private async ValueTask<IReadOnlyList<SourceRecord>> PollAsync()
    {
        var interrupted = control.Interrupted;
        var started = time.GetTimestamp();
        try
        {
            var records = await parts.Task.PollAsync(interrupted).ConfigureAwait(false);
            _backoff = FirstBackoff;
            if (records is { Count: > 0 })
                stats.RecordPoll(records.Count, time.GetElapsedTime(started));
            return records ?? [];
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return [];
        }
        catch (ConnectException e) when (e.IsTransient)
        {
            Log.PollFailed(logger, parts.Id, _backoff, e);
            await control.DelayAsync(time, _backoff).ConfigureAwait(false);
            _backoff = _backoff * 2 < LongestBackoff ? _backoff * 2 : LongestBackoff;
            return [];
        }
    }

    /// <summary>Sends a batch to its end, also when the task is to pause or stop meanwhile: not every source can give its records twice. Only being given up ends it early.</summary>
    private async ValueTask SendAsync(IReadOnlyList<SourceRecord> records)
    {
        var cancelled = control.Cancelled;
        for (var start = 0; start < records.Count; start += Together)
        {
            var count = Submit(records, start);
            for (var i = 0; i < count; i++)
            {
                var sending = SendAsync(_records[i], _outgoing[i], cancelled);
                if (!sending.IsCompletedSuccessfully)
                {
                    // It may be long; what comes before it need not wait as well.
                    parts.Producer.SendBuffered();
                    await sending.ConfigureAwait(false);
                }

                if (parts.Deliveries.Failure is { } failure)
                    throw failure;
            }
        }

        parts.Producer.SendBuffered();
        _records.AsSpan().Clear();
    }

    /// <summary>Queues the next records for their offsets, several at once.</summary>
    private int Submit(IReadOnlyList<SourceRecord> records, int start)
    {
        var count = Math.Min(Together, records.Count - start);
        Copy(records, start, _records.AsSpan(0, count));
        foreach (var record in _records.AsSpan(0, count))
        {
            if (record is null)
                throw new ConnectException($"Task {parts.Id} returned a null record from PollAsync. Leave it out of the list.");
        }

        parts.Tracker.Submit(_records.AsSpan(0, count), _outgoing);
        return count;
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

    private ValueTask SendAsync(SourceRecord record, OutgoingRecord outgoing, CancellationToken cancelled)
    {
        if (parts.Deliveries.NeedsRecord)
            outgoing.Record = record;
        var encoding = parts.Encoder.EncodeAsync(record, cancelled);
        return encoding.IsCompletedSuccessfully && parts.Topics is null
            ? ProduceAsync(encoding.Result, record, outgoing)
            : SendWithPatienceAsync(encoding, record, outgoing);
    }

    private async ValueTask SendWithPatienceAsync(ValueTask<bool> encoding, SourceRecord record, OutgoingRecord outgoing)
    {
        var isEncoded = await encoding.ConfigureAwait(false);
        if (isEncoded && parts.Topics is { } topics)
            await EnsureTopicAsync(topics, parts.Encoder.Encoded.Topic).ConfigureAwait(false);
        await ProduceAsync(isEncoded, record, outgoing).ConfigureAwait(false);
    }

    /// <summary>A broker that is away for the moment is waited for, as the producer waits for it.</summary>
    private async ValueTask EnsureTopicAsync(TopicCreator topics, string topic)
    {
        for (var backoff = FirstBackoff; ; backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff)
        {
            try
            {
                await topics.EnsureAsync(topic, control.Cancelled).ConfigureAwait(false);
                return;
            }
            catch (KafkaClientException e) when (e.IsTransient)
            {
                Log.TopicNotCreated(logger, parts.Id, topic, backoff, e);
                await Task.Delay(backoff, time, control.Cancelled).ConfigureAwait(false);
            }
        }
    }

    private ValueTask ProduceAsync(bool isEncoded, SourceRecord record, OutgoingRecord outgoing)
    {
        if (isEncoded)
            return parts.Producer.TryBuffer(parts.Encoder.Encoded, outgoing) ? ValueTask.CompletedTask : ProduceWithPatienceAsync(outgoing);
        parts.Deliveries.LeftOut(outgoing, record);
        return ValueTask.CompletedTask;
    }

    private async ValueTask ProduceWithPatienceAsync(OutgoingRecord outgoing)
    {
        do
        {
            await parts.Producer.WaitForRoomAsync(control.Cancelled).ConfigureAwait(false);
            if (parts.Deliveries.Failure is { } failure)
                throw failure;
        }
        while (!parts.Producer.TryBuffer(parts.Encoder.Encoded, outgoing));
    }

    /// <summary>Waits for what is under way, stores what may be stored, stops the connector's task. A task that was given up does none of the first two.</summary>
    private async Task FinishAsync()
    {
        try
        {
            if (_isStarted && !control.IsCancelled)
                await DrainAsync().ConfigureAwait(false);
            if (_isStarted && !control.IsCancelled && await parts.Committer.CommitAsync(control.Cancelled).ConfigureAwait(false))
                await NoticeCommitAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (control.IsCancelled)
        {
            Log.FinishGivenUp(logger, parts.Id);
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
            await parts.Task.StopAsync(control.Cancelled).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.StopFailed(logger, parts.Id, e);
        }
    }

    /// <summary>A paused flow is waked, so that the task hears of the commit; a poll is not disturbed.</summary>
    private void OnCommitted()
    {
        if (control.IsPaused)
            control.Interrupt();
    }

    private async Task DrainAsync()
    {
        using var overdue = new CancellationTokenSource(flushTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(control.Cancelled, overdue.Token);
        try
        {
            await parts.Producer.WaitForDeliveriesAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            Log.DeliveriesOutstanding(logger, parts.Id, parts.Producer.Outstanding);
        }
        catch (KafkaClientException e)
        {
            Log.ProducerFailed(logger, parts.Id, parts.Producer.Outstanding, e);
        }
    }

    private async Task NoticeCommitAsync()
    {
        parts.Committer.TakeNotice();
        try
        {
            await parts.Task.CommitAsync(control.Cancelled).ConfigureAwait(false);
        }
        catch (Exception e) when (!control.IsCancelled)
        {
            Log.CommitHookFailed(logger, parts.Id, e);
        }
    }
}
