using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Storage;

/// <summary>Stores a connector's offsets in its own topic (<c>offsets.storage.topic</c>), with a copy in the worker's topic.</summary>
/// <remarks>
/// <para>Reads use the connector's topic, and the worker's topic for keys that are missing or removed there. Writes go to the connector's topic, then
/// to the worker's; a failure of the copy is only logged. Removals go to the worker's topic first, and its failure fails the write: otherwise an old
/// copy would become the offset again.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.storage.ConnectorOffsetBackingStore</c>.</para>
/// </remarks>
/// <param name="own">The connector's own store.</param>
/// <param name="worker">The worker's store; not disposed here.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class ConnectorOffsetStore(IOffsetStore own, IOffsetStore worker, ILogger logger) : IOffsetStore
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => own.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<OffsetEntry>> ReadAsync(string connector, CancellationToken cancellationToken)
    {
        var merged = new OrderedDictionary<ByteKey, byte[]?>();
        foreach (var entry in await worker.ReadAsync(connector, cancellationToken).ConfigureAwait(false))
            merged[new ByteKey(entry.Key)] = entry.Value;
        foreach (var entry in await own.ReadAsync(connector, cancellationToken).ConfigureAwait(false))
        {
            var key = new ByteKey(entry.Key);
            if (entry.Value is not null)
                merged[key] = entry.Value;
            else
                merged.TryAdd(key, null);
        }

        return [.. merged.Select(entry => new OffsetEntry(entry.Key.Bytes, entry.Value))];
    }

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyCollection<OffsetEntry> entries, CancellationToken cancellationToken)
    {
        OffsetEntry[] removals = [.. entries.Where(entry => entry.Value is null)];
        OffsetEntry[] offsets = [.. entries.Where(entry => entry.Value is not null)];
        if (removals.Length > 0)
            await worker.WriteAsync(removals, cancellationToken).ConfigureAwait(false);
        await own.WriteAsync(entries, removals.Length > 0 ? CancellationToken.None : cancellationToken).ConfigureAwait(false);
        if (offsets.Length == 0)
            return;
        try
        {
            await worker.WriteAsync(offsets, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ConnectException or OperationCanceledException)
        {
            Log.CopyFailed(logger, e);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => own.DisposeAsync();

    private static partial class Log
    {
        [LoggerMessage(7038, LogLevel.Warning, "Offsets were written to the connector's own offsets topic, but not to the worker's offsets topic",
            EventName = nameof(CopyFailed))]
        public static partial void CopyFailed(ILogger logger, Exception exception);
    }
}
