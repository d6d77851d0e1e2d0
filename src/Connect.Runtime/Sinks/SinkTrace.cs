using System.Diagnostics;
using System.Text;
using Connect.Runtime.Diagnostics.Metrics;
using Connect.Runtime.Diagnostics.Traces;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Sinks;

/// <summary>The spans of a sink task's batches: one for the batch, with links to the spans that wrote its records, and child spans receive, convert
/// and put.</summary>
/// <remarks>Used only by the task's loop.</remarks>
/// <param name="id">The task.</param>
/// <param name="time">The clock.</param>
internal sealed class SinkTrace(ConnectorTaskId id, TimeProvider time)
{
    private const int MaxLinks = 128;
    private readonly TaskActivities _activities = new(id);
    private DateTimeOffset? _waitsSince;

    /// <summary>Records that the task waits for records.</summary>
    public void BeginWait()
    {
        if (TaskActivities.IsHeard)
            _waitsSince = time.GetUtcNow();
    }

    /// <summary>Begins the span of a batch.</summary>
    public Activity? StartBatch(ArraySegment<ConsumedRecord> records)
    {
        if (!TaskActivities.IsHeard)
            return null;
        var since = _waitsSince ?? time.GetUtcNow();
        _waitsSince = null;
        var batch = _activities.Start("process", "process", ActivityKind.Consumer, records.Count, since, LinksOf(records), isRoot: true);
        if (batch is null)
            return null;
        if (HasOneTopic(records))
            batch.SetTag(AttributeNames.Topic, records[0].Topic);
        _activities.Start("receive", "receive", records: records.Count, startTime: since)?.Dispose();
        return batch;
    }

    private static bool HasOneTopic(ArraySegment<ConsumedRecord> records)
    {
        var topic = records[0].Topic;
        return records.All(record => record.Topic == topic);
    }

    /// <summary>Begins the span of a step; null if there are no records.</summary>
    public Activity? StartStep(string name, int records) => records == 0 ? null : _activities.Start(name, null, records: records);

    private static List<ActivityLink> LinksOf(ArraySegment<ConsumedRecord> records)
    {
        var found = new HashSet<ActivityContext>();
        byte[]? last = null;
        foreach (var record in records)
        {
            if (found.Count == MaxLinks)
                break;
            if (record.Headers is not { Count: > 0 } headers || !headers.TryGetLast(TaskActivities.TraceParentHeader, out var header)
                || header is null || (last is not null && last.AsSpan().SequenceEqual(header)))
                continue;
            last = header;
            if (ActivityContext.TryParse(Encoding.ASCII.GetString(header), null, isRemote: true, out var context))
                found.Add(context);
        }

        return [.. found.Select(context => new ActivityLink(context))];
    }
}
