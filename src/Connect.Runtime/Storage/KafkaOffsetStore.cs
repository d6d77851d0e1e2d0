using Connect.Runtime.Kafka.Logs;

namespace Connect.Runtime.Storage;

/// <summary>Stores offsets in an offsets topic, as Java's workers do.</summary>
/// <remarks>Every read first reads the topic to the end. Records with unknown keys are ignored. Corresponds to
/// <c>org.apache.kafka.connect.storage.KafkaOffsetBackingStore</c>.</remarks>
/// <param name="log">The topic; must exist. The store owns it.</param>
/// <param name="writer">Writes instead of the log's own producer: the writer of an exactly-once task, whose transaction contains the offsets. Null
/// for the log's own producer.</param>
internal sealed class KafkaOffsetStore(ICompactedLog log, ILogWriter? writer = null) : IOffsetStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, OrderedDictionary<ByteKey, byte[]?>> _entries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => log.StartAsync(Handle, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<OffsetEntry>> ReadAsync(string connector, CancellationToken cancellationToken)
    {
        await log.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
            return _entries.TryGetValue(connector, out var entries)
                ? [.. entries.Select(entry => new OffsetEntry(entry.Key.Bytes, entry.Value))] : [];
    }

    /// <inheritdoc/>
    /// <remarks>Without a transaction, a failed call may have written some of the entries. Nothing is lost, because each is an offset of its own
    /// partition.</remarks>
    public async Task WriteAsync(IReadOnlyCollection<OffsetEntry> entries, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A caller that cancelled before its turn writes nothing: later writers rely on that.
            cancellationToken.ThrowIfCancellationRequested();
            await (writer ?? log).WriteAsync([.. entries.Select(entry => new LogEntry(entry.Key, entry.Value))], CancellationToken.None)
                .ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => log.DisposeAsync();

    private void Handle(LogRecord record)
    {
        if (record.Key is null || OffsetKeyText.ConnectorOf(record.Key) is not { } connector)
            return;
        lock (_lock)
        {
            if (!_entries.TryGetValue(connector, out var entries))
                _entries[connector] = entries = [];
            entries[new ByteKey(record.Key)] = record.Value;
        }
    }
}
