using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Cluster;

/// <summary>Compares two incarnations of one worker id: the later one replaces the earlier one.</summary>
internal static class IncarnationOrder
{
    /// <summary>Whether an incarnation is later than another one of the same worker id.</summary>
    /// <param name="left">The incarnation.</param>
    /// <param name="leftRecord">Its record.</param>
    /// <param name="right">The other incarnation.</param>
    /// <param name="rightRecord">The other's record.</param>
    public static bool IsLater(WorkerIncarnation left, WorkerRecord leftRecord, WorkerIncarnation right, WorkerRecord rightRecord) =>
        leftRecord.Started != rightRecord.Started
            ? leftRecord.Started > rightRecord.Started : string.CompareOrdinal(left.Incarnation, right.Incarnation) > 0;
}
