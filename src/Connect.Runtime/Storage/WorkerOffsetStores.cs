namespace Connect.Runtime.Storage;

/// <summary>One store for all connectors: that of a standalone worker, where <c>offsets.storage.topic</c> of a connector has no effect, as in Kafka Connect.</summary>
/// <param name="store">The store; belongs to this object.</param>
internal sealed class WorkerOffsetStores(IOffsetStore store) : IOffsetStores
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => store.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public IOffsetStore For(string connector, IReadOnlyDictionary<string, string?> config) => store;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();
}
