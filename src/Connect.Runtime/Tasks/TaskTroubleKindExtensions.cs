namespace Connect.Runtime.Tasks;

/// <summary>Properties of the kinds of problems.</summary>
internal static class TaskTroubleKindExtensions
{
    /// <summary>The value of the attribute <c>reason</c>.</summary>
    public static string ToMetric(this TaskTroubleKind kind) => kind switch
    {
        TaskTroubleKind.OffsetsNotStored => "offsets_not_stored",
        TaskTroubleKind.TopicNotUsable => "topic_not_usable",
        TaskTroubleKind.CallNotReturned => "call_not_returned",
        TaskTroubleKind.PollNotReturned => "poll_not_returned",
        TaskTroubleKind.RetriesRepeated => "retries_repeated",
        TaskTroubleKind.RecordRetried => "record_retried",
        TaskTroubleKind.OffsetsNotCommitted => "offsets_not_committed",
        TaskTroubleKind.BrokerAway => "broker_away",
        _ => "no_partitions",
    };

    /// <summary>Whether a task may be quite well and show it: a source without news, a sink with more tasks than partitions.</summary>
    public static bool MayBeNormal(this TaskTroubleKind kind) => kind is TaskTroubleKind.PollNotReturned or TaskTroubleKind.NoPartitions;
}
