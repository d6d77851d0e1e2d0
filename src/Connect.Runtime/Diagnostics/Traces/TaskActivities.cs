using System.Diagnostics;
using Connect.Runtime.Diagnostics.Metrics;

namespace Connect.Runtime.Diagnostics.Traces;

/// <summary>Starts the activities of one task. Without a listener it does nothing and returns null.</summary>
/// <remarks>Thread-safe. Names and attributes follow OpenTelemetry's messaging conventions.</remarks>
/// <param name="id">The task.</param>
internal sealed class TaskActivities(ConnectorTaskId id)
{
    /// <summary>The record header with the span that wrote the record (W3C Trace Context).</summary>
    public const string TraceParentHeader = "traceparent";

    /// <summary>Whether there is a listener.</summary>
    public static bool IsHeard => ConnectActivitySource.Instance.HasListeners();

    /// <summary>Starts an activity; it becomes the current one.</summary>
    /// <param name="operation">Its name: <c>poll</c>, <c>put</c>, ….</param>
    /// <param name="type">The type of messaging operation: <c>receive</c>, <c>process</c>, <c>send</c>, <c>settle</c>; null for other steps.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="records">The number of records; 0 for none.</param>
    /// <param name="startTime">When it began; null for now.</param>
    /// <param name="links">The spans that wrote the records.</param>
    /// <param name="isRoot">Whether it has no parent, whatever is current.</param>
    public Activity? Start(
        string operation, string? type, ActivityKind kind = ActivityKind.Internal, int records = 0, DateTimeOffset? startTime = null,
        IEnumerable<ActivityLink>? links = null, bool isRoot = false)
    {
        if (!IsHeard)
            return null;
        var current = Activity.Current;
        if (isRoot)
            Activity.Current = null;
        var activity = ConnectActivitySource.Instance.StartActivity(
            kind,
            parentContext: default,
            tags:
            [
                new("messaging.system", "kafka"),
                new("messaging.operation.name", operation),
                new("messaging.operation.type", type),
                new(AttributeNames.Connector, id.Connector),
                new(AttributeNames.Task, id.Task),
                new("messaging.batch.message_count", records == 0 ? null : records),
            ],
            links,
            startTime ?? default,
            $"{operation} {id.Connector}");
        if (activity is null && isRoot)
            Activity.Current = current;
        return activity;
    }
}
