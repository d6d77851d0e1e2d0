using Connect.Tests;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.Faults;

/// <summary>A disk of 64 KiB that can be full: a file system in memory, which only an administrator can mount. For others the folder is taken away
/// instead, which fails the same writes.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connect-disk-").FullName;
    private bool _isMounted;

    public static async Task<SmallDisk> CreateAsync()
    {
        var disk = new SmallDisk();
        disk._isMounted = OperatingSystem.IsLinux()
            && (await Shell.RunAsync("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk._folder)).ExitCode == 0;
        return disk;
    }

    public string At(string name) => Path.Combine(_folder, "kept", Create(name));

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        if (!_isMounted)
        {
            Directory.Move(Path.Combine(_folder, "kept"), Path.Combine(_folder, "away"));
            return;
        }

        using var filler = File.Create(Path.Combine(_folder, "filler"));
        try
        {
            while (true)
            {
                filler.Write(new byte[4096]);
                filler.Flush(flushToDisk: true);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Makes room again.</summary>
    public void Empty()
    {
        if (_isMounted)
            File.Delete(Path.Combine(_folder, "filler"));
        else
            Directory.Move(Path.Combine(_folder, "away"), Path.Combine(_folder, "kept"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_isMounted)
            await Shell.RunAsync("umount", "-l", _folder);
        Directory.Delete(_folder, recursive: true);
    }

    private string Create(string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "kept"));
        return name;
    }
}
