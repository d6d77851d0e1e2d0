using Confluent.Kafka;
using Connect.Connectors;

namespace Connect.Runtime.Kafka.Producing;

/// <summary>One outstanding record. The object and its delegate serve one record after the other, so that a record costs no object here.</summary>
internal sealed class PendingDelivery
{
    private readonly OutstandingRecords _owner;
    private IDelivery? _delivery;

    /// <summary>Creates the object.</summary>
    /// <param name="owner">Where it comes back to.</param>
    public PendingDelivery(OutstandingRecords owner)
    {
        _owner = owner;
        Handler = Complete;
    }

    /// <summary>What the client calls.</summary>
    public Action<DeliveryReport<byte[]?, byte[]?>> Handler { get; }

    /// <summary>The record's topic.</summary>
    public string Topic { get; private set; } = "";

    /// <summary>How many bytes the record has.</summary>
    public int Size { get; private set; }

    /// <summary>Takes a record on.</summary>
    /// <param name="delivery">Who is told.</param>
    /// <param name="topic">The record's topic.</param>
    /// <param name="size">The record's bytes.</param>
    public void Begin(IDelivery delivery, string topic, int size)
    {
        Topic = topic;
        Size = size;
        Volatile.Write(ref _delivery, delivery);
    }

    /// <summary>Lets go of a record that the client did not take.</summary>
    /// <returns>Who would have been told; null when it was.</returns>
    public IDelivery? Take() => Interlocked.Exchange(ref _delivery, null);

    private void Complete(DeliveryReport<byte[]?, byte[]?> report)
    {
        if (Take() is not { } delivery)
            return;
        try
        {
            if (report.Error.IsError)
            {
                delivery.OnFailed(KafkaErrors.Exception($"Kafka has not taken a record for topic {report.Topic}", report.Error));
            }
            else
            {
                var timestamp = report.Message.Timestamp;
                delivery.OnDelivered(new RecordMetadata(
                    report.Topic, report.Partition.Value, report.Offset.Value, timestamp.Type == Confluent.Kafka.TimestampType.NotAvailable ? -1 : timestamp.UnixTimestampMs));
            }
        }
        finally
        {
            _owner.Return(this, report);
        }
    }
}
