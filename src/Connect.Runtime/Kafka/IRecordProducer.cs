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
    /// <exception cref="KafkaClientException">The record cannot be sent at all (too large, unknown partition, not authorized), or the producer has failed for good (<see cref="KafkaClientException.IsFatal"/>).</exception>
    bool TryProduce(in ProducerRecord record, IDelivery delivery);

    /// <summary>Completes when a record was refused for want of room and some has come free.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask WaitForRoomAsync(CancellationToken cancellationToken);

    /// <summary>Completes when <see cref="Outstanding"/> is zero. It waits for the count, it asks the client for nothing.</summary>
    /// <param name="cancellationToken">Ends the wait; the records go on.</param>
    ValueTask WaitForDeliveriesAsync(CancellationToken cancellationToken);

    /// <summary>Gives up what is outstanding: each record's <see cref="IDelivery.OnFailed"/> is called. For a task that is cancelled; <see cref="IAsyncDisposable.DisposeAsync"/> does it, too.</summary>
    void Abandon();
}
