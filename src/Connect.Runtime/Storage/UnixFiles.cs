using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Connect.Runtime.Storage;

/// <summary>File operations on Linux that .NET does not offer: keep an owner, flush a directory to disk. Does nothing elsewhere.</summary>
internal static partial class UnixFiles
{
    private const int CurrentDirectory = -100;
    private const uint OwnerAndGroup = 0x08 | 0x10;
    private const int OwnerOffset = 20;
    private const int StatSize = 256;
    private const int SetOpenFileLock = 37;
    private const short WriteLock = 1;
    private const int TryAgain = 11;
    private const int AccessDenied = 13;

    /// <summary>Whether files can be locked so that only processes that ask for the same lock are affected.</summary>
    public static bool CanLock => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Returns a file the owner and group of another. Without permission (only root may change owners) the file keeps its own.</summary>
    /// <param name="from">The file with the desired owner.</param>
    /// <param name="to">The file to change.</param>
    public static void KeepOwner(string from, string to)
    {
        if (!OperatingSystem.IsLinux() || OwnerOf(from) is not { } owner || OwnerOf(to) == owner)
            return;
        _ = Chown(to, owner.User, owner.Group);
    }

    /// <summary>Flushes the entries of a directory to disk, so that a rename survives a power failure.</summary>
    /// <param name="directory">The directory.</param>
    public static void FlushDirectory(string directory)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var descriptor = Open(directory, 0);
        if (descriptor < 0)
            return;
        _ = Fsync(descriptor);
        _ = Close(descriptor);
    }

    /// <summary>Locks a whole file for as long as its handle is open.</summary>
    /// <param name="file">The file, open for writing.</param>
    /// <returns>False if another handle, of this process or another, has the lock. True also where the file system has no such locks.</returns>
    public static unsafe bool TryLock(SafeFileHandle file)
    {
        var request = new FileLockRequest { Type = WriteLock };
        if (Fcntl(file, SetOpenFileLock, &request) == 0)
            return true;
        return Marshal.GetLastPInvokeError() is not (TryAgain or AccessDenied);
    }

    private static unsafe (uint User, uint Group)? OwnerOf(string path)
    {
        Span<byte> stat = stackalloc byte[StatSize];
        fixed (byte* start = stat)
        {
            if (Statx(CurrentDirectory, path, 0, OwnerAndGroup, start) != 0)
                return null;
        }

        return (MemoryMarshal.Read<uint>(stat[OwnerOffset..]), MemoryMarshal.Read<uint>(stat[(OwnerOffset + sizeof(uint))..]));
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int directory, string path, int flags, uint mask, byte* result);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static unsafe partial int Fcntl(SafeFileHandle descriptor, int command, FileLockRequest* request);

    /// <summary><c>struct flock</c> of 64-bit Linux; zeros mean the whole file.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 32)]
    private struct FileLockRequest
    {
        [FieldOffset(0)]
        public short Type;
    }
}
