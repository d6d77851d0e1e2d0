using Connect.Connectors;
using Connect.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Offsets;

/// <summary>Writes committable offsets to the store, and keeps those that could not be written until they can: newer values win.</summary>
/// <remarks>One flow at a time calls it. Corresponds to <c>OffsetStorageWriter</c>.</remarks>
internal sealed partial class OffsetWriter(ConnectorTaskId task, ConnectorOffsets offsets, ILogger<OffsetWriter> logger)
{
    private readonly Dictionary<SourcePartition, SourceOffset?> _pending = [];

    /// <summary>Whether there is anything to write.</summary>
    public bool HasPending => _pending.Count > 0;

    /// <summary>Adds offsets to the next write.</summary>
    public void Stage(IReadOnlyList<CommittableOffset> committable)
    {
        foreach (var (partition, offset) in committable)
            _pending[partition] = offset;
    }

    /// <summary>Writes what is staged.</summary>
    /// <param name="cancellationToken">Gives up waiting; what was staged stays for the next write.</param>
    /// <returns>True when everything is safely stored.</returns>
    /// <exception cref="Exception">The store failed; everything stays for the next write.</exception>
    public async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        var entries = new List<OffsetEntry>(_pending.Count);
        var written = new List<SourcePartition>(_pending.Count);
        foreach (var (partition, offset) in _pending)
        {
            try
            {
                entries.Add(offsets.EntryOf(partition, offset));
                written.Add(partition);
            }
            catch (DataException e)
            {
                Log.OffsetNotWritable(logger, task, e);
            }
        }

        if (entries.Count > 0)
        {
            // A kill before the write has ended: the records after the last stored offsets are read again. Nothing is lost.
            await offsets.WriteAsync(entries, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var partition in written)
            _pending.Remove(partition);
        return _pending.Count == 0;
    }
}
