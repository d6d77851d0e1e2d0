using Connect.Runtime.Kafka;

namespace Connect.Runtime.Storage;

/// <summary>One store for all connectors: the store of a standalone worker, in which <c>offsets.storage.topic</c> of a connector has no effect, as in
/// Kafka Connect.</summary>
/// <param name="store">The store; owned by this object.</param>
internal sealed class WorkerOffsetStores(IOffsetStore store) : IOffsetStores
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => store.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public IOffsetStore For(string connector, IReadOnlyDictionary<string, string?> config) => store;

    /// <inheritdoc/>
    public TransactionalOffsetStore InTransactionsOf(string connector, IReadOnlyDictionary<string, string?> config, IRecordProducer producer) =>
        throw new NotSupportedException("Offsets are not kept in Kafka, so no transaction can write them.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();
}
