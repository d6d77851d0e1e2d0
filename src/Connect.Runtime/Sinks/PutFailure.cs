using System.Globalization;
using Connect.Connectors;

namespace Connect.Runtime.Sinks;

/// <summary>Says of a put that failed which records it was about, and what can be done.</summary>
internal static class PutFailure
{
    private const int MaxPartitions = 5;

    /// <summary>Makes the exception with which the task fails. It begins with Kafka Connect's sentence.</summary>
    /// <param name="id">The task.</param>
    /// <param name="records">What was put.</param>
    /// <param name="cause">What the task threw.</param>
    public static ConnectException Of(ConnectorTaskId id, IReadOnlyList<SinkRecord> records, Exception cause) => new(
        $"Exiting WorkerSinkTask due to unrecoverable exception. Task {id} could not put {Describe(records)}: {cause.Message} "
        + (records.Count == 0 ? "" : "They are not committed, and are delivered again after a restart. ")
        + $"Restart the task with POST /connectors/{Uri.EscapeDataString(id.Connector)}/tasks/{id.Task}/restart when the cause is mended. "
        + "A task whose sink is only unavailable for the moment should throw RetriableConnectException: the same records are then put again.",
        cause);

    private static string Describe(IReadOnlyList<SinkRecord> records)
    {
        if (records.Count == 0)
            return "an empty list (PutAsync is also called when nothing has arrived for a while)";
        var ranges = records.GroupBy(record => new TopicPartition(record.OriginalTopic, record.OriginalPartition))
            .Select(group => $"{group.Key} offsets {group.Min(record => record.OriginalOffset)} to {group.Max(record => record.OriginalOffset)}").ToArray();
        var more = ranges.Length > MaxPartitions ? string.Create(CultureInfo.InvariantCulture, $" and {ranges.Length - MaxPartitions} more partitions") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{records.Count} {(records.Count == 1 ? "record" : "records")} ({string.Join("; ", ranges.Take(MaxPartitions))}{more})");
    }
}
