using System.Globalization;
using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Errors;

/// <summary>A record that cannot be processed, as it is reported.</summary>
/// <param name="Task">The task.</param>
/// <param name="Stage">The step that failed.</param>
/// <param name="ClassName">The class that took the step, by its canonical name.</param>
/// <param name="Error">What happened; null when nobody said.</param>
/// <param name="Source">The record as the source task returned it; null for a sink.</param>
/// <param name="Consumed">The record as it was read from Kafka; null for a source.</param>
internal sealed record ErrorReport(
    ConnectorTaskId Task, Stage Stage, string ClassName, Exception? Error, SourceRecord? Source, ConsumedRecord? Consumed)
{
    /// <summary>Which record it is: topic and offset, or source partition and source offset; nothing of what is in the record.</summary>
    public string Place => (Source, Consumed) switch
    {
        ({ } source, _) => PlaceOf(source),
        (_, { } consumed) => string.Create(CultureInfo.InvariantCulture, $"the record of topic '{consumed.Topic}', partition {consumed.Partition}, offset {consumed.Offset}"),
        _ => "a record",
    };

    /// <summary>Which record of a source it is.</summary>
    public static string PlaceOf(SourceRecord record) =>
        $"the record for topic '{record.Topic}' of source partition {record.SourcePartition?.ToString() ?? "null"} at source offset {record.SourceOffset?.ToString() ?? "null"}";

    /// <summary>Says which record could not be processed, where, and what can be done; nothing of what is in the record.</summary>
    public string Describe()
    {
        var queue = Consumed is null ? "" : ", and errors.deadletterqueue.topic.name keeps them";
        return $"{Stage.ToJavaName()} with class '{ClassName}' cannot process {Place}. Mend its settings or the record and restart the task; errors.tolerance=all leaves such records out{queue}.";
    }
}
