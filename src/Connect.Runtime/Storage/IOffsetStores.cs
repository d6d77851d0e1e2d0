using Connect.Runtime.Kafka;

namespace Connect.Runtime.Storage;

/// <summary>The offset stores of one worker.</summary>
/// <remarks>Thread-safe. It owns the stores that it returns.</remarks>
internal interface IOffsetStores : IAsyncDisposable
{
    /// <summary>Opens the worker's own store and reads its content.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">It cannot be read; the worker does not start.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Finds the store with the offsets of a source connector.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="config">Its configuration, with variables resolved.</param>
    IOffsetStore For(string connector, IReadOnlyDictionary<string, string?> config);

    /// <summary>Creates the store through which an exactly-once task writes its offsets. The caller owns it.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="config">Its configuration, with variables resolved.</param>
    /// <param name="producer">The task's producer; the caller still owns it.</param>
    /// <exception cref="NotSupportedException">Offsets are not stored in Kafka.</exception>
    TransactionalOffsetStore InTransactionsOf(string connector, IReadOnlyDictionary<string, string?> config, IRecordProducer producer);
}
