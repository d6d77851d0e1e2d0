using Confluent.Kafka;
using Connect.Runtime.Kafka.Connection;
using KafkaTopicPartition = Confluent.Kafka.TopicPartition;
using TopicPartition = Connect.Connectors.TopicPartition;

namespace Connect.Runtime.Kafka.Membership;

/// <summary>Sends a batch of records and waits for the delivery report of each.</summary>
/// <param name="count">The number of records.</param>
internal sealed class LeaderSending(int count)
{
    private static readonly TimeSpan FatalCheckInterval = TimeSpan.FromMilliseconds(50);

    private readonly (TopicPartition Partition, long Offset)[] _places = new (TopicPartition, long)[count];
    private readonly object _lock = new();
    private int _left = count;
    private int _sent;
    private Error? _error;

    /// <summary>The partition and offset of each record, once <see cref="Wait"/> has returned.</summary>
    public IReadOnlyList<(TopicPartition Partition, long Offset)> Places => _places;

    /// <summary>Gives a record to the producer.</summary>
    /// <param name="producer">The producer.</param>
    /// <param name="record">The record.</param>
    /// <exception cref="KafkaException">The producer refused it.</exception>
    public void Send(IProducer<byte[]?, byte[]?> producer, LeaderEntry record)
    {
        var index = _sent++;
        var message = new Message<byte[]?, byte[]?> { Key = record.Key, Value = record.Value };

        // librdkafka treats 0 as "now". 1 ms is the nearest value.
        if (record.Timestamp is { } timestamp)
            message.Timestamp = new Timestamp(Math.Max(1, timestamp), TimestampType.CreateTime);
        producer.Produce(new KafkaTopicPartition(record.Topic, record.Partition ?? Partition.Any.Value), message, report => Complete(index, report));
    }

    /// <summary>Waits for the delivery reports. The producer completes each within the delivery timeout.</summary>
    /// <param name="monitor">Reports a fatal error of the producer, after which some delivery reports never come.</param>
    /// <exception cref="KafkaException">A record was not delivered.</exception>
    public void Wait(ConnectionMonitor monitor)
    {
        lock (_lock)
        {
            while (_left > 0 && _error is null)
            {
                if (!Monitor.Wait(_lock, FatalCheckInterval) && monitor.Fatal is { } fatal)
                    _error ??= new Error((ErrorCode)fatal.Code, fatal.Message, isFatal: true);
            }

            if (_error is not null)
                throw new KafkaException(_error);
        }
    }

    /// <summary>Runs on the client's thread, or within a call on another thread.</summary>
    private void Complete(int index, DeliveryReport<byte[]?, byte[]?> report)
    {
        lock (_lock)
        {
            if (report.Error.IsError)
                _error ??= report.Error;
            else
                _places[index] = (new TopicPartition(report.Topic, report.Partition.Value), report.Offset.Value);
            _left--;
            Monitor.Pulse(_lock);
        }
    }
}
