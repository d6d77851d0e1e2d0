using System.Collections.Concurrent;
using System.Text;
using Connect.Connectors;
using Connect.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Offsets;

/// <summary>The stored offsets of one connector, by source partition instead of by key bytes.</summary>
/// <remarks>
/// <para>Kafka Connect finds an offset by the bytes of its key, which depend on the order of the partition's fields. After a change through REST the
/// order may differ, and the task no longer finds its offset. Here partitions are compared as maps, and an offset is written under the key that is
/// already stored.</para>
/// <para>Thread-safe.</para>
/// </remarks>
internal sealed partial class ConnectorOffsets(string connector, IOffsetStore store, ILogger<ConnectorOffsets> logger)
{
    private const int ShownLength = 200;

    private readonly ConcurrentDictionary<SourcePartition, byte[]> _keys = new();
    private readonly ConcurrentDictionary<ByteKey, bool> _exactKeys = new();

    /// <summary>Reads every partition with an offset; of keys that mean the same partition the last one counts.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<IReadOnlyDictionary<SourcePartition, SourceOffset>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var offsets = new OrderedDictionary<SourcePartition, SourceOffset>();
        foreach (var (partition, entry) in await ReadEntriesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (ReadOffset(entry) is { } offset)
                offsets[partition] = offset;
        }

        return offsets;
    }

    /// <summary>Reads the offsets of some partitions; partitions without one are omitted. The keys of the result are the objects passed in.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<IReadOnlyDictionary<SourcePartition, SourceOffset>> ReadAsync(
        IReadOnlyCollection<SourcePartition> partitions, CancellationToken cancellationToken)
    {
        var entries = await ReadEntriesAsync(cancellationToken).ConfigureAwait(false);
        var byPartition = new Dictionary<SourcePartition, OffsetEntry>();
        foreach (var (partition, entry) in entries)
            byPartition[partition] = entry;
        var exact = entries.ToDictionary(entry => new ByteKey(entry.Entry.Key), entry => entry.Entry);

        var offsets = new Dictionary<SourcePartition, SourceOffset>();
        foreach (var partition in partitions)
        {
            var found = exact.TryGetValue(new ByteKey(OffsetText.WriteKey(connector, partition)), out var entry)
                || byPartition.TryGetValue(PartitionIdentity.Of(partition), out entry);
            if (found && ReadOffset(entry) is { } offset)
                offsets[partition] = offset;
        }

        return offsets;
    }

    /// <summary>The entry under which an offset is to be stored.</summary>
    /// <exception cref="DataException">Partition or offset cannot be stored.</exception>
    public OffsetEntry EntryOf(SourcePartition partition, SourceOffset? offset) =>
        new(KeyOf(partition), offset is null ? null : OffsetText.WriteValue(offset));

    /// <summary>Reads the stored keys, so that <see cref="EntryOf"/> uses them. Call it before the first write.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task LoadKeysAsync(CancellationToken cancellationToken) => await ReadEntriesAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Writes entries.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task WriteAsync(IReadOnlyCollection<OffsetEntry> entries, CancellationToken cancellationToken) =>
        store.WriteAsync(entries, cancellationToken);

    private byte[] KeyOf(SourcePartition partition)
    {
        var own = OffsetText.WriteKey(connector, partition);
        var stored = _keys.GetOrAdd(PartitionIdentity.Of(partition), own);
        return _exactKeys.ContainsKey(new ByteKey(own)) ? own : stored;
    }

    private async ValueTask<IReadOnlyList<(SourcePartition Partition, OffsetEntry Entry)>> ReadEntriesAsync(CancellationToken cancellationToken)
    {
        var entries = new List<(SourcePartition, OffsetEntry)>();
        foreach (var entry in await store.ReadAsync(connector, cancellationToken).ConfigureAwait(false))
        {
            if (ReadPartition(entry) is not { } partition)
                continue;
            entries.Add((partition, entry));
            _exactKeys.TryAdd(new ByteKey(entry.Key), true);
            if (entry.Value is not null)
                _keys[partition] = entry.Key;
        }

        return entries;
    }

    private static string Shown(byte[] text) =>
        Encoding.UTF8.GetString(text.AsSpan(0, Math.Min(text.Length, ShownLength))) + (text.Length > ShownLength ? "…" : "");

    private SourcePartition? ReadPartition(OffsetEntry entry)
    {
        try
        {
            return OffsetText.ReadKey(entry.Key);
        }
        catch (DataException e)
        {
            Log.PartitionNotReadable(logger, connector, Shown(entry.Key), e.Message);
            return null;
        }
    }

    private SourceOffset? ReadOffset(OffsetEntry entry)
    {
        if (entry.Value is null)
            return null;
        try
        {
            return OffsetText.ReadValue(entry.Value);
        }
        catch (DataException e)
        {
            Log.OffsetNotReadable(logger, connector, Shown(entry.Key), Shown(entry.Value), e.Message);
            return null;
        }
    }
}
