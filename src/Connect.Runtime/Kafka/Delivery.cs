using Confluent.Kafka;
using Connect.Connectors;
using Connect.Runtime.Kafka.Producing;

namespace Connect.Runtime.Kafka;

/// <summary>Receives the result of one produced record. For every record that <see cref="IRecordProducer.TryProduce"/> accepts, exactly one of the
/// two callbacks is called, once.</summary>
/// <remarks>
/// <para>The callbacks run on the client's threads, possibly on two at once, and possibly before <see cref="IRecordProducer.TryProduce"/> returns.
/// They must be short and must not throw.</para>
/// <para>From the callback on, the object may be used for another record: with pooled objects, sending a record allocates nothing, not even the
/// client's handler.</para>
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

    /// <summary>The record is in Kafka.</summary>
    /// <param name="metadata">Its place; partition and offset are -1 unless the producer was created with metadata.</param>
    public abstract void OnDelivered(in RecordMetadata metadata);

    /// <summary>The record is not, or not surely, in Kafka, and the client has abandoned.</summary>
    /// <param name="error">Why.</param>
    public abstract void OnFailed(KafkaClientException error);

    /// <summary>Assigns a record.</summary>
    /// <param name="owner">Counts the record.</param>
    /// <param name="topic">The record's topic.</param>
    /// <param name="size">The record's size in bytes.</param>
    /// <returns>The callback for the client.</returns>
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

    /// <summary>Assigns a record that the client identifies by a number.</summary>
    /// <param name="table">Counts the record.</param>
    /// <param name="topic">The record's topic.</param>
    /// <param name="size">The record's size in bytes.</param>
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

    /// <summary>Returns the number to its table: the object will not serve another record there.</summary>
    public void Leave() => _table = null;

    /// <summary>Marks the record as complete.</summary>
    /// <returns>False if it was already complete.</returns>
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
        // Read these first: after the callback the object may serve another record.
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
                    topic, report.Partition.Value, report.Offset.Value, timestamp.Type == Confluent.Kafka.TimestampType.NotAvailable
                        ? -1 : timestamp.UnixTimestampMs));
            }
        }
        finally
        {
            owner.Return(this, topic, size, report);
        }
    }
}
