using System.Globalization;
using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Errors;

/// <summary>A report about a record that cannot be processed.</summary>
/// <param name="Task">The task.</param>
/// <param name="Stage">The step that failed.</param>
/// <param name="ClassName">The canonical name of the class that failed.</param>
/// <param name="Error">The exception; null if unknown.</param>
/// <param name="Source">The record as the source task returned it; null for a sink.</param>
/// <param name="Consumed">The record as it was read from Kafka; null for a source.</param>
internal sealed record ErrorReport(
    ConnectorTaskId Task, Stage Stage, string ClassName, Exception? Error, SourceRecord? Source, ConsumedRecord? Consumed)
{
    /// <summary>Identifies the record by topic and offset, or by source partition and source offset; contains none of its data.</summary>
    public string Place => (Source, Consumed) switch
    {
        ({ } source, _) => PlaceOf(source),
        (_, { } consumed) =>
            string.Create(
                CultureInfo.InvariantCulture, $"the record of topic '{consumed.Topic}', partition {consumed.Partition}, offset {consumed.Offset}"),
        _ => "a record",
    };

    /// <summary>Identifies a source record.</summary>
    public static string PlaceOf(SourceRecord record) =>
        $"the record for topic '{record.Topic}' of source partition {record.SourcePartition?.ToString() ?? "null"} at source offset "
            + $"{record.SourceOffset?.ToString() ?? "null"}";

    /// <summary>Describes which record failed, where, and what to do; contains none of its data.</summary>
    public string Describe()
    {
        var queue = Consumed is null ? "" : ", and errors.deadletterqueue.topic.name keeps them";
        return $"{Stage.ToJavaName()} with class '{ClassName}' cannot process {Place}. Correct its settings or the record and restart the task; with "
            + $"errors.tolerance=all such records are skipped{queue}.";
    }
}
