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
    ConnectorTaskId Task, Stage Stage, string ClassName, Exception? Error, SourceRecord? Source, ConsumedRecord? Consumed);
