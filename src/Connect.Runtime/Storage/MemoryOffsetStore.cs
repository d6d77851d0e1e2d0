namespace Connect.Runtime.Storage;

/// <summary>Stores offsets in memory.</summary>
internal sealed class MemoryOffsetStore : IOffsetStore
{
    private readonly Lock _gate = new();
    private volatile OffsetEntryMap _entries = OffsetEntryMap.Empty;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OffsetEntry>> ReadAsync(string connector, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_entries.Of(connector));

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyCollection<OffsetEntry> entries, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _entries = _entries.With(entries);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
