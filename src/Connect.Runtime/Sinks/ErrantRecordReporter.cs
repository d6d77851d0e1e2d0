using Connect.Connectors;
using Connect.Converters;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Pipeline;

namespace Connect.Runtime.Sinks;

/// <summary>Reports records that a sink task cannot deliver: as read from Kafka, or serialized again if the task has created them.</summary>
/// <remarks>Thread-safe; records are serialized one at a time. Corresponds to <c>WorkerErrantRecordReporter</c>.</remarks>
internal sealed class ErrantRecordReporter(
    ConnectorTaskId task, ErrorTolerance tolerance, ConverterSet converters, ErrorReports reports, ErrorCounts counts)
        : IErrantRecordReporter, IDisposable
{
    private const string TaskClass = "org.apache.kafka.connect.sink.SinkTask";
    private readonly SemaphoreSlim _converting = new(1, 1);
    private Exception? _failure;

    /// <summary>Whether a record may be left out.</summary>
    public bool Tolerates => tolerance == ErrorTolerance.All;

    /// <summary>Why the task has to fail, also when it swallowed the exception; null while all is well.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <inheritdoc/>
    public Task ReportAsync(SinkRecord record, Exception error)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(error);
        counts.Failed();
        counts.Errored();
        var report =
            reports.Hold(new TopicPartition(record.OriginalTopic, record.OriginalPartition), record.OriginalOffset, ReportCoreAsync(record, error));
        if (tolerance == ErrorTolerance.All)
        {
            counts.Skipped();
            return report;
        }

        var failure = new ConnectException("Tolerance exceeded in error handler", error);
        Interlocked.CompareExchange(ref _failure, failure, null);
        throw failure;
    }

    /// <inheritdoc/>
    public void Dispose() => _converting.Dispose();

    private async Task ReportCoreAsync(SinkRecord record, Exception error)
    {
        var consumed = record.Origin is RecordOrigin origin ? origin.Consumed : await ConvertOwnAsync(record, error).ConfigureAwait(false);
        await reports.Report(new ErrorReport(task, Stage.TaskPut, TaskClass, error, null, consumed)).ConfigureAwait(false);
    }

    private async Task<ConsumedRecord> ConvertOwnAsync(SinkRecord record, Exception reported)
    {
        try
        {
            return await ConvertAsync(record).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw new ConnectException(
                $"Task {task} reported a record that it had created itself, of {record.OriginalTopic}-{record.OriginalPartition} at offset "
                    + $"{record.OriginalOffset}, and its converters cannot serialize it: {e.Message} The offset is not committed. The reported "
                    + $"error: {reported.Message} Report the record that was put, or one that the connector's converters can serialize.",
                e);
        }
    }

    private async Task<ConsumedRecord> ConvertAsync(SinkRecord record)
    {
        await _converting.WaitAsync().ConfigureAwait(false);
        try
        {
            var headers = new RawHeaders();
            foreach (var header in record.Headers)
                headers.Add(header.Key, converters.Header.FromConnectHeader(record.Topic, header.Key, header.Schema, header.Value));
            var key = await converters.Key.FromConnectDataAsync(record.Topic, headers, record.KeySchema, record.Key, CancellationToken.None)
                .ConfigureAwait(false);
            var value = await converters.Value.FromConnectDataAsync(record.Topic, headers, record.ValueSchema, record.Value, CancellationToken.None)
                .ConfigureAwait(false);
            return new ConsumedRecord(
                record.OriginalTopic, record.OriginalPartition, record.OriginalOffset, record.Timestamp
                    ?? -1, record.TimestampType, key, value, headers);
        }
        finally
        {
            _converting.Release();
        }
    }
}
