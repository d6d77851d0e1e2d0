using System.Globalization;
using Connect.Connectors;

namespace Connect.Runtime.Sinks;

/// <summary>Describes a failed put: which records, why, and what to do.</summary>
internal static class PutFailure
{
    private const int MaxPartitions = 5;

    /// <summary>Creates the exception with which the task fails. Its message begins with Kafka Connect's sentence.</summary>
    /// <param name="id">The task.</param>
    /// <param name="records">The records that were put.</param>
    /// <param name="cause">The task's exception.</param>
    public static ConnectException Of(ConnectorTaskId id, IReadOnlyList<SinkRecord> records, Exception cause) => new(
        $"Exiting WorkerSinkTask due to unrecoverable exception. Task {id} could not put {Describe(records)}: {cause.Message.TrimEnd('.')}. "
        + (records.Count == 0 ? "" : "They are not committed and are delivered again after a restart. ")
        + $"When the cause is fixed, restart the task with POST /connectors/{Uri.EscapeDataString(id.Connector)}/tasks/{id.Task}/restart. If the "
        + "sink is only temporarily unavailable, the task should throw RetriableConnectException: the same records are then put again.",
        cause);

    private static string Describe(IReadOnlyList<SinkRecord> records)
    {
        if (records.Count == 0)
            return "an empty list (PutAsync is also called when no records have arrived for a while)";
        var ranges = records.GroupBy(record => new TopicPartition(record.OriginalTopic, record.OriginalPartition))
            .Select(group => $"{group.Key} offsets {group.Min(record => record.OriginalOffset)} to {group.Max(record => record.OriginalOffset)}")
            .ToArray();
        var more = ranges.Length > MaxPartitions
            ? string.Create(CultureInfo.InvariantCulture, $" and {ranges.Length - MaxPartitions} more partitions") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{records.Count} {(records.Count == 1 ? "record" : "records")} ({string.Join("; ", ranges.Take(MaxPartitions))}{more})");
    }
}
