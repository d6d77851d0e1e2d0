using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Storage;

/// <summary>Keeps offsets in the file of a standalone worker, in Java's own format.</summary>
/// <remarks>
/// <para>The whole file is replaced at each write, atomically. Entries of connectors that do not run here, tombstones and keys that nobody understands stay.</para>
/// <para>Corresponds to <c>org.apache.kafka.connect.storage.FileOffsetBackingStore</c>, which writes in place and takes an empty or truncated file for no offsets.</para>
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
            throw new ConnectException($"The directory {directory} of offset.storage.file.filename does not exist. Create it, or name another file.");
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
            // Who gave up before his turn came writes nothing: what comes after him has seen that he gave up.
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_lock is null, this);
            var next = _entries.With(entries);
            var output = new ArrayBufferWriter<byte>();
            JavaByteMapWriter.Write(output, next.Entries, next.Count);

            // Not given up half-way: a write that its caller no longer waits for still goes before the next one.
            await AtomicFile.WriteAsync(path, output.WrittenMemory, CancellationToken.None).ConfigureAwait(false);
            _entries = next;
            _lock.Follow();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectException($"The offsets could not be written to {path}: {e.Message.TrimEnd('.')}. Check that its folder exists, may be written to and has room.", e);
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
            throw new ConnectException($"The offsets could not be read from {path}: {e.Message}", e);
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
                $"The offset file {path} is empty (0 bytes). A worker never leaves it so; a full disk or a kill may, and then every offset in it is lost. "
                + "If it was made by hand (touch) for a worker that has not stored anything yet, delete it: the worker creates it. "
                + "Otherwise restore it from a backup, or delete it or set offset.storage.file.truncated=empty to read every source from its beginning.",
                e);
        }
        catch (EndOfStreamException e)
        {
            throw new ConnectException(
                $"The offset file {path} ends after {bytes.Length} bytes, in the middle of an entry: it was cut short, probably by a kill or a full disk while another worker wrote it. "
                + "Starting without it would read every source from its beginning. Restore the file from a backup, or delete it or set offset.storage.file.truncated=empty to start without offsets.",
                e);
        }
        catch (ConnectException e)
        {
            throw new ConnectException(
                $"The offset file {path} is not what a standalone worker writes ({e.Message}). Nothing was changed. Set offset.storage.file.filename to the file of a standalone worker, or move this one away to start without offsets.", e);
        }
    }
}
