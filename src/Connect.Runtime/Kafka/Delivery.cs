using Confluent.Kafka;
using Connect.Connectors;
using Connect.Runtime.Kafka.Producing;

namespace Connect.Runtime.Kafka;

/// <summary>What becomes of one produced record: exactly one of the two calls comes, once, for every record that <see cref="IRecordProducer.TryProduce"/> took.</summary>
/// <remarks>
/// <para>The calls come from threads of the client, possibly from two at once, and before <see cref="IRecordProducer.TryProduce"/> returns. They must be short and must not throw.</para>
/// <para>From the call on the object may be offered with another record: who pools them sends records without making an object, not even the handler that the client calls.</para>
/// </remarks>
internal abstract class Delivery
{
    private Action<DeliveryReport<byte[]?, byte[]?>>? _handler;
    private OutstandingRecords? _owner;
    private DeliveryTable? _table;
    private int _number;
    private int _isOutstanding;

    /// <summary>The topic of the record that was offered last.</summary>
    public string Topic { get; set; } = "";

    /// <summary>How many bytes that record has.</summary>
    public int Size { get; private set; }

    /// <summary>Whether the object serves many records of one producer, rather than one.</summary>
    public virtual bool IsPooled => false;

    /// <summary>The broker has the record.</summary>
    /// <param name="metadata">Where; partition and offset are -1 unless the producer was made with metadata.</param>
    public abstract void OnDelivered(in RecordMetadata metadata);

    /// <summary>The record is not, or not surely, in Kafka, and the client has given up.</summary>
    /// <param name="error">Why.</param>
    public abstract void OnFailed(KafkaClientException error);

    /// <summary>Takes a record on.</summary>
    /// <param name="owner">Who counts it.</param>
    /// <param name="topic">The record's topic.</param>
    /// <param name="size">The record's bytes.</param>
    /// <returns>What the client is to call.</returns>
    public Action<DeliveryReport<byte[]?, byte[]?>> Begin(OutstandingRecords owner, string topic, int size)
    {
        if (!ReferenceEquals(_owner, owner))
        {
            _owner = owner;
            owner.Add(this);
        }

        Begin(topic, size);
        return _handler ??= Complete;
    }

    /// <summary>Takes a record on that a number stands for.</summary>
    /// <param name="table">Who counts it.</param>
    /// <param name="topic">The record's topic.</param>
    /// <param name="size">The record's bytes.</param>
    /// <returns>The number.</returns>
    public int Begin(DeliveryTable table, string topic, int size)
    {
        if (!ReferenceEquals(_table, table))
        {
            _table = table;
            _number = table.Add(this);
        }

        Begin(topic, size);
        return _number;
    }

    /// <summary>Gives the number back: the object serves no other record of that table.</summary>
    public void Leave() => _table = null;

    /// <summary>Ends the wait for a result.</summary>
    /// <returns>False when there is none, because the result was told already.</returns>
    public bool TryEnd() => Interlocked.Exchange(ref _isOutstanding, 0) != 0;

    private void Begin(string topic, int size)
    {
        if (!ReferenceEquals(Topic, topic))
            Topic = topic;
        Size = size;
        Volatile.Write(ref _isOutstanding, 1);
    }

    private void Complete(DeliveryReport<byte[]?, byte[]?> report)
    {
        // Read now: as soon as the result is told, the object may serve another record.
        var (owner, topic, size) = (_owner!, Topic, Size);
        if (!TryEnd())
            return;
        try
        {
            if (report.Error.IsError)
            {
                OnFailed(RecordRefusals.NotDelivered(topic, report.Error));
            }
            else
            {
                var timestamp = report.Message.Timestamp;
                OnDelivered(new RecordMetadata(
                    topic, report.Partition.Value, report.Offset.Value, timestamp.Type == Confluent.Kafka.TimestampType.NotAvailable ? -1 : timestamp.UnixTimestampMs));
            }
        }
        finally
        {
            owner.Return(this, topic, size, report);
        }
    }
}
