namespace Connect.Runtime.Storage;

/// <summary>Opens a store on first use, and again if that failed.</summary>
/// <param name="store">The store; owned by this object.</param>
/// <param name="prepare">Called before opening it.</param>
internal sealed class LateOffsetStore(IOffsetStore store, Func<CancellationToken, Task> prepare) : IOffsetStore
{
    private readonly SemaphoreSlim _one = new(1);
    private volatile bool _isOpen;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
            return;
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isOpen)
                return;
            await prepare(cancellationToken).ConfigureAwait(false);
            await store.StartAsync(cancellationToken).ConfigureAwait(false);
            _isOpen = true;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<OffsetEntry>> ReadAsync(string connector, CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        return await store.ReadAsync(connector, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyCollection<OffsetEntry> entries, CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        await store.WriteAsync(entries, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.DisposeAsync();
}
