using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Storage;

/// <summary>Stores offsets in the offset file of a standalone worker, in Java's format.</summary>
/// <remarks>
/// <para>Each write replaces the whole file atomically. Entries of other connectors, tombstones and unknown keys are kept.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.storage.FileOffsetBackingStore</c>, which writes in place and reads an empty or truncated file as
/// "no offsets".</para>
/// </remarks>
internal sealed partial class FileOffsetStore(string path, TruncatedOffsetFile onTruncated, ILogger<FileOffsetStore> logger) : IOffsetStore
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile OffsetEntryMap _entries = OffsetEntryMap.Empty;
    private OffsetFileLock? _lock;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(directory))
            throw new ConnectException(
                $"The directory {directory} in offset.storage.file.filename does not exist. Create it, or choose another file.");
        _lock = OffsetFileLock.Take(path);
        try
        {
            _entries = OffsetEntryMap.Empty.With(await LoadAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OffsetEntry>> ReadAsync(string connector, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_entries.Of(connector));

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyCollection<OffsetEntry> entries, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A caller that cancelled before its turn writes nothing: later writers rely on that.
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_lock is null, this);
            var next = _entries.With(entries);
            var output = new ArrayBufferWriter<byte>();
            JavaByteMapWriter.Write(output, next.Entries, next.Count);

            // Not cancelled midway: even a write that its caller no longer waits for completes before the next one.
            await AtomicFile.WriteAsync(path, output.WrittenMemory, CancellationToken.None).ConfigureAwait(false);
            _entries = next;
            _lock.Follow();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectException(
                $"Offsets could not be written to {path}: {e.Message.TrimEnd('.')}. Check that the folder exists, is writable and has free space.",
                e);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            _lock?.Dispose();
            _lock = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IReadOnlyList<OffsetEntry>> LoadAsync(CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectException($"Offsets could not be read from {path}: {e.Message}", e);
        }

        return Parse(bytes);
    }

    private List<OffsetEntry> Parse(byte[] bytes)
    {
        try
        {
            return new JavaByteMapReader(bytes).Read();
        }
        catch (EndOfStreamException e) when (onTruncated == TruncatedOffsetFile.Empty)
        {
            Log.TruncatedFileIgnored(logger, path, bytes.Length, e);
            return [];
        }
        catch (EndOfStreamException e) when (bytes.Length == 0)
        {
            throw new ConnectException(
                $"The offset file {path} is empty (0 bytes). Possible causes: a full disk or a killed process, and then all its offsets are lost; or "
                    + "it was created by hand (touch) for a worker that has stored nothing yet. In the second case delete it: the worker creates it. "
                    + "Otherwise restore it from a backup, or, to read every source from its beginning, delete it or set "
                    + "offset.storage.file.truncated=empty.",
                e);
        }
        catch (EndOfStreamException e)
        {
            throw new ConnectException(
                $"The offset file {path} ends after {bytes.Length} bytes, in the middle of an entry. It was probably truncated by a kill or a full "
                    + "disk while another worker wrote it. Without it, every source would be read from its beginning. Restore the file from a "
                    + "backup, or, to start without offsets, delete it or set offset.storage.file.truncated=empty.",
                e);
        }
        catch (ConnectException e)
        {
            throw new ConnectException(
                $"The offset file {path} was not written by a standalone worker ({e.Message}). Nothing was changed. Set offset.storage.file.filename "
                    + "to the file of a standalone worker, or move this file away to start without offsets.",
                e);
        }
    }
}
