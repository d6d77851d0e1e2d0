using Connect.Connectors;
using Connect.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Offsets;

/// <summary>Writes committable offsets to the store, and keeps those that could not be written until they can: newer values win.</summary>
/// <remarks>One flow at a time calls it. Corresponds to <c>OffsetStorageWriter</c>.</remarks>
/// <param name="task">The task.</param>
/// <param name="offsets">The connector's stored offsets.</param>
/// <param name="logger">Takes the log.</param>
/// <param name="withdrawn">Cancelled when the task was abandoned: from that moment on nothing is written, whatever was staged or is under way but has
/// not reached the store.</param>
internal sealed partial class OffsetWriter(ConnectorTaskId task, ConnectorOffsets offsets, ILogger<OffsetWriter> logger, CancellationToken withdrawn)
{
    private readonly Dictionary<SourcePartition, SourceOffset?> _pending = [];
    private Task _writing = Task.CompletedTask;

    /// <summary>Whether there is anything to write.</summary>
    public bool HasPending => _pending.Count > 0;

    /// <summary>Whether nothing is written any more.</summary>
    public bool IsWithdrawn => withdrawn.IsCancellationRequested;

    /// <summary>Why an offset of the last write can never be stored; null if all can.</summary>
    public DataException? Unwritable { get; private set; }

    /// <summary>Adds offsets to the next write.</summary>
    public void Stage(IReadOnlyList<CommittableOffset> committable)
    {
        foreach (var (partition, offset) in committable)
            _pending[partition] = offset;
    }

    /// <summary>Writes the staged offsets.</summary>
    /// <param name="cancellationToken">Stops waiting; the offsets stay staged for the next write.</param>
    /// <returns>True if everything is durably stored; false if <see cref="Unwritable"/> offsets remain.</returns>
    /// <exception cref="Exception">The store failed; everything stays for the next write.</exception>
    public async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        // A store that hangs has one write of this task, not one for each interval.
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();

        Unwritable = null;
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
                Unwritable = e;
                Log.OffsetNotWritable(logger, task, e);
            }
        }

        if (entries.Count > 0)
        {
            // If the process dies before the write has completed, records after the last stored offsets are read again; nothing is lost. The store
            // receives the task's own token, which is cancelled before anybody else may change the task's offsets. A linked token might be cancelled
            // a moment later.
            _writing = offsets.WriteAsync(entries, withdrawn);
            await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var partition in written)
            _pending.Remove(partition);
        return _pending.Count == 0;
    }
}
