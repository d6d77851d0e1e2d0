namespace Connect.Connectors;

/// <summary>Reports records that a sink task cannot deliver.</summary>
/// <remarks>Thread-safe. Corresponds to <c>org.apache.kafka.connect.sink.ErrantRecordReporter</c> (KIP-610).</remarks>
public interface IErrantRecordReporter
{
    /// <summary>Reports a record to the log or the dead letter queue, according to the <c>errors.*</c> settings.</summary>
    /// <param name="record">The record as it was delivered.</param>
    /// <param name="error">Why it cannot be delivered.</param>
    /// <returns>Completes when the report is durably written. The offsets of the record's partition are not committed before that, whether the task
    /// awaits it or not.</returns>
    /// <exception cref="ConnectException"><c>errors.tolerance</c> is <c>none</c>: the task fails after the current call, even if it catches this
    /// exception.</exception>
    Task ReportAsync(SinkRecord record, Exception error);
}
