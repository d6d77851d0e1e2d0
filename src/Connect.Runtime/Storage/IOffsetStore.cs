namespace Connect.Runtime.Storage;

/// <summary>Stores the offsets of source connectors, as bytes.</summary>
/// <remarks>
/// <para>Thread-safe. Writes are applied one after the other, and an older offset never replaces a newer one.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.storage.OffsetBackingStore</c>.</para>
/// </remarks>
internal interface IOffsetStore : IAsyncDisposable
{
    /// <summary>Opens the store and reads its content.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">It cannot be read; the worker does not start.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Reads all entries of one connector as they are safely stored now, tombstones included.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<OffsetEntry>> ReadAsync(string connector, CancellationToken cancellationToken);

    /// <summary>Writes entries, all or none. When it returns, they survive a crash of the process, as far as the store can guarantee it.</summary>
    /// <param name="entries">The entries; the last entry of a repeated key wins.</param>
    /// <param name="cancellationToken">Withdraws the write. It is checked when the write's turn comes: the write then either completes or never
    /// happens, so a later write of the same caller cannot be overtaken by it.</param>
    /// <exception cref="ConnectException">The entries may not have been written.</exception>
    /// <exception cref="OperationCanceledException">The write was withdrawn; nothing is written.</exception>
    Task WriteAsync(IReadOnlyCollection<OffsetEntry> entries, CancellationToken cancellationToken);
}
