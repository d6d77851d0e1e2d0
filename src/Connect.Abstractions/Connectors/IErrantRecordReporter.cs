namespace Connect.Connectors;

/// <summary>Takes records that a sink task cannot deliver.</summary>
/// <remarks>May be called from any thread. Corresponds to <c>org.apache.kafka.connect.sink.ErrantRecordReporter</c> (KIP-610).</remarks>
public interface IErrantRecordReporter
{
    /// <summary>Reports a record: to the log, to the dead-letter queue, as <c>errors.*</c> says.</summary>
    /// <param name="record">The record as it was delivered.</param>
    /// <param name="error">Why it cannot be delivered.</param>
    /// <returns>Completes when the report is safely written. The offsets of the record's partition are not committed before, whether the task waits or not.</returns>
    /// <exception cref="ConnectException"><c>errors.tolerance</c> is <c>none</c>: the task fails after the current call, also when it swallows this exception.</exception>
    Task ReportAsync(SinkRecord record, Exception error);
}
