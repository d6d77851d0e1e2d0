using System.Collections.Concurrent;

namespace Connect.FileStreams;

/// <summary>A file to whose end several tasks append, whole batches at a time.</summary>
/// <remarks>.NET has no append mode that the operating system keeps: each stream remembers its own position, so two would overwrite each other. Here
/// the end is looked up for each batch, under a gate that all tasks of the process share and, where the platform has them, an advisory lock that
/// other processes take too. A batch that cannot be written whole is taken back.</remarks>
internal sealed class AppendedFile : IDisposable
{
    /// <summary>The byte that is locked: far beyond the end, so that nobody is kept from reading.</summary>
    private const long LockedByte = long.MaxValue - 1;

    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new(StringComparer.Ordinal);
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(1);

    private readonly FileStream _file;
    private readonly SemaphoreSlim _gate;
    private readonly TimeProvider _time;

    /// <summary>Opens the file, creating it when it is missing.</summary>
    /// <exception cref="ConnectException">It cannot be opened for writing.</exception>
    public AppendedFile(string path, TimeProvider time)
    {
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConnectException($"Couldn't find or create file '{path}' for FileStreamSinkTask: {exception.Message}", exception);
        }

        _gate = Gates.GetOrAdd(Path.GetFullPath(path), static _ => new SemaphoreSlim(1));
        _time = time;
    }

    /// <summary>Appends bytes, all or none.</summary>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await LockAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await AppendAtEndAsync(bytes).ConfigureAwait(false);
            }
            finally
            {
                Unlock();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits until everything appended stands on the disk.</summary>
    public void FlushToDisk() => _file.Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>A file takes the bytes at once, into the system's memory: on the task's own thread, because another would only have to be woken.
    /// A pipe may let us wait.</summary>
    private async ValueTask AppendAtEndAsync(ReadOnlyMemory<byte> bytes)
    {
        if (!_file.CanSeek)
        {
            await RandomAccess.WriteAsync(_file.SafeFileHandle, bytes, 0, CancellationToken.None).ConfigureAwait(false);
            return;
        }

        var end = RandomAccess.GetLength(_file.SafeFileHandle);
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, bytes.Span, end);
        }
        catch (IOException)
        {
            RandomAccess.SetLength(_file.SafeFileHandle, end);
            throw;
        }
    }

    private async ValueTask LockAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsMacOS() || !_file.CanSeek)
            return;
        while (true)
        {
            try
            {
                _file.Lock(LockedByte, 1);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(LockRetry, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Unlock()
    {
        if (!OperatingSystem.IsMacOS() && _file.CanSeek)
            _file.Unlock(LockedByte, 1);
    }
}
