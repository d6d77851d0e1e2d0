using Connect.Runtime.Kafka.Connection;

namespace Connect.Runtime.Kafka;

/// <summary>Sends records, without ever blocking.</summary>
/// <remarks>One flow at a time calls it. Records of one partition arrive in the order of the calls. With defaults it does not give up: a record waits for its broker
/// (Java's Connect has <c>delivery.timeout.ms</c> at its highest).</remarks>
internal interface IRecordProducer : IAsyncDisposable
{
    /// <summary>How many records were taken and have no result yet.</summary>
    int Outstanding { get; }

    /// <summary>Takes a record, if there is room.</summary>
    /// <param name="record">The record. Its arrays may be reused when the call returns.</param>
    /// <param name="delivery">Told of the result; not called when the answer is false or the call throws.</param>
    /// <returns>False when the queue is full: await <see cref="WaitForRoomAsync"/>, then offer the same record again.</returns>
    /// <exception cref="KafkaClientException">The producer has failed for good or is closed (<see cref="KafkaClientException.IsFatal"/>). What is wrong with one record (too large, no such
    /// partition) is told to its delivery, as Java does, before the call returns true.</exception>
    bool TryProduce(in ProducerRecord record, Delivery delivery);

    /// <summary>Takes a record as <see cref="TryProduce"/> does, but may keep it until <see cref="SendBuffered"/>, so that several are handed to the client at once. Records keep their
    /// order, whichever call takes them.</summary>
    /// <inheritdoc cref="TryProduce"/>
    bool TryBuffer(in ProducerRecord record, Delivery delivery);

    /// <summary>Hands over what <see cref="TryBuffer"/> has kept. To be called before the caller waits for anything else than this producer, which does it itself before it waits.</summary>
    void SendBuffered();

    /// <summary>How the producer stands with its brokers.</summary>
    BrokerConnection Connection { get; }

    /// <summary>What the producer has failed with for good; null while it works. What is outstanding then has no result any more.</summary>
    KafkaClientException? Failure { get; }

    /// <summary>Raised when <see cref="Failure"/> is set, on a thread of the client: who only waits for records would not notice otherwise.</summary>
    event Action? Failed;

    /// <summary>Completes when a record was refused for want of room and some has come free.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KafkaClientException">The producer has failed for good or is closed.</exception>
    ValueTask WaitForRoomAsync(CancellationToken cancellationToken);

    /// <summary>Completes when <see cref="Outstanding"/> is zero. It waits for the count, it asks the client for nothing.</summary>
    /// <param name="cancellationToken">Ends the wait; the records go on.</param>
    /// <exception cref="KafkaClientException">The producer has failed for good.</exception>
    ValueTask WaitForDeliveriesAsync(CancellationToken cancellationToken);

    /// <summary>Gives up what is outstanding: each record's <see cref="Delivery.OnFailed"/> is called. For a task that is cancelled; <see cref="IAsyncDisposable.DisposeAsync"/> does it, too.</summary>
    void Abandon();
}
