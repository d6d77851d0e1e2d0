using Microsoft.Win32.SafeHandles;

namespace Connect.Runtime.Storage;

/// <summary>Keeps a second worker from using an offset file, even under another path.</summary>
/// <remarks>
/// <para>A lock file next to the real file covers relative paths and symbolic links, because it is named after their final target. On Linux the file
/// itself is also locked, which covers hard links: the file that existed when the lock was taken stays locked after it is replaced, and so does its
/// newest version.</para>
/// <para>The lock on the file itself is a POSIX lock (<c>F_OFD_SETLK</c>): programs that only read or copy the file are not affected.</para>
/// </remarks>
internal sealed class OffsetFileLock : IDisposable
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    private readonly string _path;
    private readonly FileStream _beside;
    private SafeFileHandle? _first;
    private SafeFileHandle? _newest;

    private OffsetFileLock(string path, FileStream beside, SafeFileHandle? first)
    {
        _path = path;
        _beside = beside;
        _first = first;
    }

    /// <summary>Takes the lock.</summary>
    /// <param name="path">The offset file; it need not exist, but its directory must.</param>
    /// <exception cref="ConnectException">Another worker holds it, or it cannot be taken.</exception>
    public static OffsetFileLock Take(string path)
    {
        var target = AtomicFile.TargetOf(path);
        var beside = OpenBeside(path, target + ".lock");
        if (TryHold(target, out var first))
            return new OffsetFileLock(target, beside, first);
        beside.Dispose();
        throw InUse(path, $"the file itself is locked under another path; {target} has a hard link");
    }

    /// <summary>Locks the file's new version after it has been replaced.</summary>
    public void Follow()
    {
        if (!TryHold(_path, out var handle) || handle is null)
            return;
        if (_first is null)
        {
            _first = handle;
            return;
        }

        _newest?.Dispose();
        _newest = handle;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _newest?.Dispose();
        _first?.Dispose();
        _beside.Dispose();
    }

    private static FileStream OpenBeside(string path, string lockPath)
    {
        try
        {
            return new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation or WindowsLockViolation)
        {
            throw InUse(path, $"its lock file {lockPath} is held", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectException($"The lock file {lockPath} of the offset file cannot be opened: {e.Message}", e);
        }
    }

    private static ConnectException InUse(string path, string reason, Exception? cause = null) => new(
        $"The offset file {path} is in use by another worker ({reason}). Two workers would overwrite each other's offsets. Stop the other worker, or "
            + "set another offset.storage.file.filename for this one.",
        cause);

    /// <returns>False if another process holds the file. True without a handle if the file cannot be locked or does not exist: then only the lock
    /// file counts.</returns>
    private static bool TryHold(string path, out SafeFileHandle? handle)
    {
        handle = null;
        if (!UnixFiles.CanLock)
            return true;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The file does not exist or is not writable: nothing to lock. Reading or replacing it will report the error.
            return true;
        }

        if (UnixFiles.TryLock(handle))
            return true;
        handle.Dispose();
        handle = null;
        return false;
    }
}
