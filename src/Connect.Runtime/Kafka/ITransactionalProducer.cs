namespace Connect.Runtime.Kafka;

/// <summary>A transactional producer. Only one producer can use a transactional id at a time.</summary>
/// <remarks>
/// <para>Not thread-safe. Initialize once, then begin, send, commit or abort. A record sent outside a transaction is refused.</para>
/// <para>Any failure of these calls makes the producer unusable, unless the documentation says otherwise: for a fenced producer the library reports
/// further errors as retriable, forever. Dispose it and create another one.</para>
/// </remarks>
internal interface ITransactionalProducer : IRecordProducer
{
    /// <summary>The transactional id.</summary>
    string TransactionalId { get; }

    /// <summary>Acquires the transactional id: earlier producers with this id are fenced, and their open transactions are aborted. Takes 60 ms to
    /// several seconds.</summary>
    /// <param name="cancellationToken">Cancels the call. The producer is then unusable.</param>
    /// <exception cref="KafkaClientException">The id cannot be acquired.</exception>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Begins a transaction. The brokers learn about it with its first record.</summary>
    /// <exception cref="KafkaClientException">The producer has failed permanently or is closed.</exception>
    void Begin();

    /// <summary>Commits the transaction: readers of committed records see all of it. Call it when every record has its result; a record that failed
    /// makes it fail.</summary>
    /// <param name="cancellationToken">Cancels the call. The transaction may be committed anyway, and the producer is useless then.</param>
    /// <exception cref="KafkaClientException">It is not, or not surely, committed.</exception>
    Task CommitAsync(CancellationToken cancellationToken);

    /// <summary>Aborts the transaction: consumers of committed records never see its records. Records without a result fail.</summary>
    /// <param name="cancellationToken">Cancels the call. The producer is then unusable.</param>
    /// <exception cref="KafkaClientException">The producer has failed permanently; the brokers abort the transaction when it times out, or
    /// immediately when another producer uses the id.</exception>
    Task AbortAsync(CancellationToken cancellationToken);
}
