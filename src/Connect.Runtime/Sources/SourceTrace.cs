using System.Diagnostics;
using System.Text;
using Connect.Runtime.Diagnostics.Traces;
using Connect.Runtime.Pipeline;

namespace Connect.Runtime.Sources;

/// <summary>The spans of a source task's batches: one for the batch, with child spans poll, convert and send.</summary>
/// <remarks>
/// <para>Records are converted and sent one by one: the span <c>send</c> lasts from the first to the last record, and <c>convert</c> begins with the
/// first record and is as long as all conversions together.</para>
/// <para>Used only by the task's loop.</para>
/// </remarks>
/// <param name="id">The task.</param>
/// <param name="encoder">Adds the span to record headers.</param>
/// <param name="time">The clock.</param>
internal sealed class SourceTrace(ConnectorTaskId id, SourceRecordEncoder encoder, TimeProvider time)
{
    private readonly TaskActivities _activities = new(id);
    private Activity? _batch;
    private Activity? _send;
    private DateTimeOffset? _polledSince;
    private TimeSpan _converting;
    private int _records;

    /// <summary>Whether a batch is being traced.</summary>
    public bool IsActive => _batch is not null;

    /// <summary>Records the start of a poll.</summary>
    public void BeginPoll() => _polledSince = TaskActivities.IsHeard ? time.GetUtcNow() : null;

    /// <summary>Begins the spans of a batch. Call it in the method that converts and sends the batch, so that its calls are within the
    /// span.</summary>
    /// <param name="records">The number of records that the poll returned.</param>
    public void BeginBatch(int records)
    {
        if (_polledSince is not { } since || records == 0)
            return;
        _batch = _activities.Start("process", "process", records: records, startTime: since, isRoot: true);
        if (_batch is null)
            return;
        (_records, _converting) = (records, TimeSpan.Zero);
        _activities.Start("poll", "receive", records: records, startTime: since)?.Dispose();
        _send = _activities.Start("send", "send", ActivityKind.Producer, records);
        encoder.TraceParent = _send is { Recorded: true, Id: { } parent } ? Encoding.ASCII.GetBytes(parent) : null;
    }

    /// <summary>Begins a conversion.</summary>
    /// <returns>A timestamp for <see cref="EndConversion"/>.</returns>
    public long BeginConversion() => IsActive ? time.GetTimestamp() : 0;

    /// <summary>Ends a conversion.</summary>
    public void EndConversion(long begun)
    {
        if (IsActive)
            _converting += time.GetElapsedTime(begun);
    }

    /// <summary>Records that the batch failed.</summary>
    /// <returns>Always false, for use in an exception filter.</returns>
    public bool Fail(Exception exception)
    {
        _send.Fail(exception);
        return _batch.Fail(exception);
    }

    /// <summary>Ends the spans of a batch.</summary>
    public void EndBatch()
    {
        if (_batch is not { } batch)
            return;
        encoder.TraceParent = null;
        if (_send is { } send)
        {
            send.Dispose();
            if (_activities.Start("convert", null, records: _records, startTime: send.StartTimeUtc) is { } convert)
                convert.SetEndTime(convert.StartTimeUtc + _converting).Dispose();
        }

        batch.Dispose();
        (_batch, _send) = (null, null);
    }
}
