using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Pipeline;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Handles the producer's results: a record is acknowledged only when it is in Kafka or was skipped deliberately.</summary>
/// <remarks>Called from the producer's threads, possibly from two at once.</remarks>
internal sealed partial class SourceDeliveries(
    ConnectorTaskId task,
    ErrorTolerance tolerance,
    IRecordCommitListener? listener,
    ErrorReports reports,
    ErrorCounts counts,
    ITopicTracker topics,
    Action interrupt,
    ILogger<SourceDeliveries> logger)
{
    private const string ProducerClass = "org.apache.kafka.clients.producer.KafkaProducer";
    private Exception? _failure;
    private long _notWritten;

    /// <summary>Balances the task's records.</summary>
    public SourceAudit Audit { get; } = new();

    /// <summary>What to do about a record that cannot be written, when no tolerance applies.</summary>
    public string Remedy { get; init; } = "To leave such records out set errors.tolerance=all.";

    /// <summary>Whether an outgoing record must keep the record that the task returned.</summary>
    public bool NeedsRecord => listener is not null || tolerance == ErrorTolerance.All;

    /// <summary>Why the task must fail; null if there is no failure.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Records that were sent and did not arrive.</summary>
    public long NotWritten => Interlocked.Read(ref _notWritten);

    /// <summary>The record is in Kafka.</summary>
    public void Delivered(OutgoingRecord outgoing, in RecordMetadata metadata)
    {
        topics.Used(outgoing.Topic);
        if (listener is not null)
            NotifyCommitted(outgoing.Record!, metadata);
        Audit.Acknowledged();
        outgoing.Acknowledge();
    }

    /// <summary>Called when a record was dropped by a transform, or skipped because its error is tolerated.</summary>
    public void LeftOut(OutgoingRecord outgoing, SourceRecord record)
    {
        NotifyCommitted(record, null);
        outgoing.Acknowledge();
    }

    /// <summary>The record is not, or not certainly, in Kafka.</summary>
    public void Failed(OutgoingRecord outgoing, KafkaClientException error)
    {
        Interlocked.Increment(ref _notWritten);

        // Not acknowledged: the offset stays before the record, so it is read again. A closed producer is not a failure of the record.
        if (error.Kind == KafkaErrorKind.Closed)
            return;
        counts.Failed();
        if (error.Kind == KafkaErrorKind.UnknownTopicOrPartition)
        {
            // Nothing is wrong with this record, and all following records would fail the same way: the error tolerance does not apply.
            Fail(outgoing, error,
                "Create the topic, or let the connector create it (topic.creation.default.partitions and topic.creation.default.replication.factor); "
                    + "the broker does not create topics automatically.");
        }
        else if (tolerance == ErrorTolerance.None || error.IsFatal)
        {
            Fail(outgoing, error, Remedy);
        }
        else
        {
            counts.Errored();
            counts.Skipped();
            Audit.Skipped();
            _ = reports.Report(new ErrorReport(task, Stage.KafkaProduce, ProducerClass, error, outgoing.Record, null));
            NotifyCommitted(outgoing.Record!, null);
            outgoing.Acknowledge();
        }
    }

    private void Fail(OutgoingRecord outgoing, KafkaClientException error, string remedy)
    {
        Audit.Failed();
        var failure = new ConnectException(
            $"A record of task {task} could not be written to topic {outgoing.Topic}: {error.Message.TrimEnd('.')}. Its offset is not stored; a "
                + $"restart reads it again. {remedy}",
            error);
        if (Interlocked.CompareExchange(ref _failure, failure, null) is null)
            interrupt();
    }

    private void NotifyCommitted(SourceRecord record, RecordMetadata? metadata)
    {
        try
        {
            listener?.OnRecordCommitted(record, metadata);
        }
        catch (Exception e)
        {
            Log.ListenerFailed(logger, task, e);
        }
    }
}
