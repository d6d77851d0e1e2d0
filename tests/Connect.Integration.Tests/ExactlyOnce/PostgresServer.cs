using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.ExactlyOnce;

/// <summary>A PostgreSQL of a test's own, from Debian's package, on a socket in its folder.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _binaries;

    private PostgresServer(string folder, string binaries) => (_folder, _binaries) = (folder, binaries);

    public string ConnectionString => $"Host={_folder};Username=postgres;Database=postgres";

    /// <summary>Starts one, or skips the test where the package is missing.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;
        if (binaries is null)
            Assert.Ignore("PostgreSQL is not installed (apt-get install postgresql).");
        var server = new PostgresServer(Directory.CreateTempSubdirectory("connect-postgres-").FullName, binaries!);
        if (IsRoot)
            await Shell.RunAsync("chown", ["postgres", server._folder]);
        await server.RunAsync("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-N");
        await server.RunAsync("pg_ctl", "-D", server.Data, "-w", "-l", server.Data + ".log", "-o", $"-k {server._folder} -h ''", "start");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>PostgreSQL does not run as root.</summary>
    private async Task RunAsync(string program, params string[] arguments)
    {
        string[] all = [Path.Combine(_binaries, program), .. arguments];
        var (exitCode, output, errors) = IsRoot
            ? await Shell.RunAsync("runuser", ["-u", "postgres", "--", .. all]) : await Shell.RunAsync(all[0], all[1..]);
        if (exitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', all)} failed: {errors}{output}");
    }
}
