using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Pipeline;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Decides what the producer's answers mean: a record is acknowledged when it is in Kafka or was given up on purpose, and never otherwise.</summary>
/// <remarks>Its members are called from the producer's threads, from two at once.</remarks>
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

    /// <summary>Whether an outgoing record has to carry what the task returned.</summary>
    public bool NeedsRecord => listener is not null || tolerance == ErrorTolerance.All;

    /// <summary>Why the task has to fail; null while all is well.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>The record is in Kafka.</summary>
    public void Delivered(OutgoingRecord outgoing, in RecordMetadata metadata)
    {
        topics.Used(outgoing.Topic);
        if (listener is not null)
            Tell(outgoing.Record!, metadata);
        outgoing.Acknowledge();
    }

    /// <summary>The record was left out: dropped by a transform, or skipped because its error is tolerated.</summary>
    public void LeftOut(OutgoingRecord outgoing, SourceRecord record)
    {
        Tell(record, null);
        outgoing.Acknowledge();
    }

    /// <summary>The record is not, or not surely, in Kafka.</summary>
    public void Failed(OutgoingRecord outgoing, KafkaClientException error)
    {
        // Not acknowledged: the offset stays before the record, and it is read again. A producer that was closed gave up no record by itself.
        if (error.Kind == KafkaErrorKind.Closed)
            return;
        counts.Failed();
        if (error.Kind == KafkaErrorKind.UnknownTopicOrPartition)
        {
            // Nothing is wrong with the record, and every other one would be left out after it: no tolerance applies.
            Fail(outgoing, error, "Create the topic, or let the connector create it (topic.creation.default.partitions and topic.creation.default.replication.factor); the broker does not create topics by itself.");
        }
        else if (tolerance == ErrorTolerance.None || error.IsFatal)
        {
            Fail(outgoing, error, "To leave such records out set errors.tolerance=all.");
        }
        else
        {
            counts.Errored();
            counts.Skipped();
            _ = reports.Report(new ErrorReport(task, Stage.KafkaProduce, ProducerClass, error, outgoing.Record, null));
            Tell(outgoing.Record!, null);
            outgoing.Acknowledge();
        }
    }

    private void Fail(OutgoingRecord outgoing, KafkaClientException error, string remedy)
    {
        var failure = new ConnectException(
            $"A record of task {task} could not be written to topic {outgoing.Topic}: {error.Message.TrimEnd('.')}. Its offset is not stored; a restart reads it again. {remedy}", error);
        if (Interlocked.CompareExchange(ref _failure, failure, null) is null)
            interrupt();
    }

    private void Tell(SourceRecord record, RecordMetadata? metadata)
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
