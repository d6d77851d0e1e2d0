namespace Connect.Runtime;

/// <summary>Reports that a running task is stalled, or that the stall is over.</summary>
/// <param name="Task">The task; its number is <see cref="Connector"/> if a call of the connector itself has not returned.</param>
/// <param name="Reason">The kind of stall, as in the attribute <c>reason</c> of the metric <c>kafka.connect.task.stalled</c>: <c>broker_away</c>,
/// <c>call_not_returned</c>, <c>poll_not_returned</c>, <c>retries_repeated</c>, <c>record_retried</c>, <c>topic_not_usable</c>, <c>no_partitions</c>,
/// <c>offsets_not_stored</c>, <c>offsets_not_committed</c>.</param>
/// <param name="Description">Since when, what the task waits for, which records wait, and what to do; the task's status shows the same as its
/// trace.</param>
/// <param name="Since">When the stall was first noticed.</param>
/// <param name="MayBeNormal">Whether a healthy task may be in this state: a source without new data, more sink tasks than partitions.</param>
/// <param name="IsOver">Whether the stall is over.</param>
public sealed record TaskStall(ConnectorTaskId Task, string Reason, string Description, DateTimeOffset Since, bool MayBeNormal, bool IsOver)
{
    /// <summary>The task number that stands for the connector itself.</summary>
    public const int Connector = -1;
}
