namespace Connect.Runtime.Storage;

/// <summary>Keeps the offsets of source connectors, as bytes.</summary>
/// <remarks>
/// <para>Safe for use from several threads. Writes take effect one after the other, in the order in which their turns come, and a newer offset is never replaced by an older one.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.storage.OffsetBackingStore</c>.</para>
/// </remarks>
internal interface IOffsetStore : IAsyncDisposable
{
    /// <summary>Opens the store and reads what is there.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConnectException">It cannot be read; the worker does not start.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Reads all entries of one connector as they are safely stored now, tombstones included.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ConnectException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<OffsetEntry>> ReadAsync(string connector, CancellationToken cancellationToken);

    /// <summary>Writes entries, all or none. When it returns they survive a kill of the process, as far as the store can promise it.</summary>
    /// <param name="entries">The entries; of one key the last one counts.</param>
    /// <param name="cancellationToken">Withdraws the write. It is looked at when the write's turn comes: whoever cancels a write and then makes another is not overtaken by the first,
    /// which either was before or never is. A write whose turn has come is finished.</param>
    /// <exception cref="ConnectException">They are not surely written.</exception>
    /// <exception cref="OperationCanceledException">The write was withdrawn; nothing is written.</exception>
    Task WriteAsync(IReadOnlyCollection<OffsetEntry> entries, CancellationToken cancellationToken);
}
