namespace Connect.Runtime.Storage;

/// <summary>Replaces a file's content atomically: if the process dies, the file has the old or the new content, never a part.</summary>
/// <remarks>A file that is itself a mount point, as single files in containers are, cannot be replaced: it is overwritten, after a copy was written
/// next to it.</remarks>
internal static class AtomicFile
{
    private const int DeviceOrResourceBusy = 16;

    /// <summary>Writes the new content to a temporary file in the same directory, flushes it to disk and renames it. Mode and owner are kept; for a
    /// symbolic link the target is replaced.</summary>
    /// <param name="path">The file; it need not exist, but its directory must.</param>
    /// <param name="content">The content.</param>
    /// <param name="cancellationToken">Cancels the call before the rename.</param>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var target = TargetOf(path);
        var temporary = $"{target}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp";
        try
        {
            await WriteTemporaryAsync(temporary, target, content, cancellationToken).ConfigureAwait(false);

            // A kill before this line leaves the old file and a stray temporary one; after it, the new file.
            File.Move(temporary, target, overwrite: true);
        }
        catch (IOException e) when (e.HResult == DeviceOrResourceBusy)
        {
            // If the process dies before the next line completes, the file may be incomplete, but then a complete copy of it exists next to it.
            await OverwriteAsync(target, content).ConfigureAwait(false);
            File.Delete(temporary);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        UnixFiles.FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
    }

    private static async Task WriteTemporaryAsync(string temporary, string target, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows() && File.Exists(target))
            options.UnixCreateMode = File.GetUnixFileMode(target);
        var stream = new FileStream(temporary, options);
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            if (!OperatingSystem.IsWindows() && options.UnixCreateMode is { } mode)
            {
                UnixFiles.KeepOwner(target, temporary);
                File.SetUnixFileMode(stream.SafeFileHandle, mode);
            }

            stream.Flush(flushToDisk: true);
        }
    }

    private static async Task OverwriteAsync(string target, ReadOnlyMemory<byte> content)
    {
        var stream = new FileStream(
            target, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite,
                Options = FileOptions.Asynchronous
            });
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(content, CancellationToken.None).ConfigureAwait(false);
            stream.SetLength(content.Length);
            stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>The file to replace: the final target of symbolic links.</summary>
    /// <param name="path">The file or link; neither need exist.</param>
    public static string TargetOf(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
}
