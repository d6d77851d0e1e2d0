using Connect.Runtime.Kafka.Connection;

namespace Connect.Runtime.Kafka;

/// <summary>Sends records, without ever blocking.</summary>
/// <remarks>One flow at a time calls it. Records of one partition arrive in the order of the calls. With defaults it does not give up: a record waits
/// for its broker (Java's Connect has <c>delivery.timeout.ms</c> at its highest).</remarks>
internal interface IRecordProducer : IAsyncDisposable
{
    /// <summary>The number of accepted records without a result.</summary>
    int Outstanding { get; }

    /// <summary>Accepts a record if there is room.</summary>
    /// <param name="record">The record. Its arrays may be reused when the call returns.</param>
    /// <param name="delivery">Receives the result; not called if the method returns false or throws.</param>
    /// <returns>False if the buffer is full: await <see cref="WaitForRoomAsync"/>, then offer the same record again.</returns>
    /// <exception cref="KafkaClientException">The producer has failed permanently or is closed (<see cref="KafkaClientException.IsFatal"/>). An error
    /// of a single record (too large, no such partition) is reported to its delivery, as in Java, before the call returns true.</exception>
    bool TryProduce(in ProducerRecord record, Delivery delivery);

    /// <summary>Accepts a record like <see cref="TryProduce"/>, but may buffer it until <see cref="SendBuffered"/>, so that several records are
    /// passed to the client at once. Records keep their order, whichever method accepts them.</summary> <inheritdoc cref="TryProduce"/>
    bool TryBuffer(in ProducerRecord record, Delivery delivery);

    /// <summary>Sends the records buffered by <see cref="TryBuffer"/>. Call it before waiting for anything other than this producer; the producer's
    /// own wait methods call it themselves.</summary>
    void SendBuffered();

    /// <summary>The state of the connection to the brokers.</summary>
    BrokerConnection Connection { get; }

    /// <summary>The permanent failure of the producer; null while it works. After a failure, outstanding records get no result.</summary>
    KafkaClientException? Failure { get; }

    /// <summary>Raised when <see cref="Failure"/> is set, on a thread of the client, for callers that otherwise only wait for records.</summary>
    event Action? Failed;

    /// <summary>Completes when there is room again after <see cref="TryProduce"/> returned false.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="KafkaClientException">The producer has failed permanently or is closed.</exception>
    ValueTask WaitForRoomAsync(CancellationToken cancellationToken);

    /// <summary>Completes when <see cref="Outstanding"/> is zero. Only waits; does not call the client.</summary>
    /// <param name="cancellationToken">Stops waiting; the records stay outstanding.</param>
    /// <exception cref="KafkaClientException">The producer has failed permanently.</exception>
    ValueTask WaitForDeliveriesAsync(CancellationToken cancellationToken);

    /// <summary>Abandons outstanding records: <see cref="Delivery.OnFailed"/> is called for each. For a task that is cancelled;
    /// <see cref="IAsyncDisposable.DisposeAsync"/> also does it.</summary>
    void Abandon();
}
