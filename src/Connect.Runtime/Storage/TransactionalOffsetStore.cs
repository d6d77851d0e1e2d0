using Connect.Runtime.Kafka.Logs;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Storage;

/// <summary>The offsets of one exactly-once source task, written by its own producer in the transaction of its records.</summary>
/// <remarks>
/// <para>If the connector has its own offsets topic, removals go to the worker's topic first, and a copy of the offsets follows after their
/// transaction is committed. Kafka Connect copies before the commit; the copy of a first transaction that is aborted would then be read as the
/// connector's offset.</para>
/// <para>Not thread-safe. Corresponds to <c>org.apache.kafka.connect.storage.ConnectorOffsetBackingStore</c>.</para>
/// </remarks>
/// <param name="topic">The topic that is written to.</param>
/// <param name="stored">The committed offsets; not disposed here.</param>
/// <param name="writer">Writes in the task's transaction.</param>
/// <param name="worker">The worker's store, if it is a different one; not disposed here.</param>
/// <param name="logger">The logger.</param>
internal sealed partial class TransactionalOffsetStore(string topic, IOffsetStore stored, ILogWriter writer, IOffsetStore? worker, ILogger logger)
    : IOffsetStore
{
    private readonly Dictionary<ByteKey, OffsetEntry> _copies = [];

    /// <summary>The topic that is written to.</summary>
    public string Topic => topic;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => stored.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OffsetEntry>> ReadAsync(string connector, CancellationToken cancellationToken) =>
        stored.ReadAsync(connector, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>They are stored when the transaction is committed, and only then.</remarks>
    public async Task WriteAsync(IReadOnlyCollection<OffsetEntry> entries, CancellationToken cancellationToken)
    {
        if (worker is not null && entries.Any(entry => entry.Value is null))
            await worker.WriteAsync([.. entries.Where(entry => entry.Value is null)], cancellationToken).ConfigureAwait(false);
        await writer.WriteAsync([.. entries.Select(entry => new LogEntry(entry.Key, entry.Value))], cancellationToken).ConfigureAwait(false);
        if (worker is null)
            return;
        foreach (var entry in entries.Where(entry => entry.Value is not null))
            _copies[new ByteKey(entry.Key)] = entry;
    }

    /// <summary>Called when the transaction is committed: copies its offsets to the worker's store. A failure is only logged.</summary>
    /// <param name="cancellationToken">Cancels the copy.</param>
    public async Task CopyAsync(CancellationToken cancellationToken)
    {
        if (_copies.Count == 0)
            return;
        OffsetEntry[] copies = [.. _copies.Values];
        _copies.Clear();
        try
        {
            await worker!.WriteAsync(copies, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ConnectException or OperationCanceledException)
        {
            Log.CopyFailed(logger, topic, e);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(7039, LogLevel.Warning, "Offsets were committed to {Topic}, but their copy to the worker's offsets topic was not written",
            EventName = nameof(CopyFailed))]
        public static partial void CopyFailed(ILogger logger, string topic, Exception exception);
    }
}
