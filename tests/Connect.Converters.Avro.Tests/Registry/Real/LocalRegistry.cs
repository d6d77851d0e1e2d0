using System.Diagnostics;

namespace Connect.Converters.Avro.Tests.Registry.Real;

/// <summary>A real registry process of one test or fixture: from SCHEMA_REGISTRY_HOME, else from <c>../shared/registry</c> beside the
/// repository.</summary>
internal sealed class LocalRegistry : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("registry").FullName;

    private LocalRegistry()
    {
    }

    /// <summary>The value for schema.registry.url.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Starts one; the test is skipped when there is no registry here, and fails when one is required.</summary>
    public static async Task<LocalRegistry> StartAsync()
    {
        var registry = new LocalRegistry();
        registry.StopWithThisProcess();
        registry.Url = (await registry.RunAsync("start")).Trim();
        return registry;
    }

    /// <summary>Ends the process; whatever it held is gone, it keeps its data in memory.</summary>
    public Task StopAsync() => RunAsync("stop");

    /// <summary>Starts a new, empty one at the same address.</summary>
    public async Task RestartAsync()
    {
        var port = new Uri(Url).Port;
        await Eventually(async () =>
        {
            try
            {
                await RunAsync("start", "--port", $"{port}");
                return true;
            }
            catch (InvalidOperationException)
            {
                // The port may be held for a moment by the one that is going away.
                return false;
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(60))
                throw new TimeoutException("The registry did not start again.");

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private static string Home()
    {
        var home = Environment.GetEnvironmentVariable("SCHEMA_REGISTRY_HOME");
        if (string.IsNullOrEmpty(home))
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Connect.Sdk.sln")))
                folder = folder.Parent;

            home = Path.Combine(folder?.FullName ?? ".", "..", "shared", "registry");
        }

        if (!File.Exists(Path.Combine(home, "bin", "local-registry")))
        {
            const string text = "no schema registry: set SCHEMA_REGISTRY_HOME";
            if (Environment.GetEnvironmentVariable("CONNECT_TEST_BROKER") == "required")
                Assert.Fail(text);

            Assert.Ignore(text);
        }

        return home;
    }

    // The test host may be killed; its registry, which is a process of its own, must not stay behind.
    private void StopWithThisProcess()
    {
        const string Script = """
            while kill -0 "$1" 2>/dev/null; do sleep 0.5; done
            [ -d "$3" ] || exit 0
            "$2" stop "$3"; rm -rf "$3"
            """;
        string[] arguments = ["bash", "-c", Script, "watch", $"{Environment.ProcessId}", Path.Combine(Home(), "bin", "local-registry"), _folder];
        Process.Start(new ProcessStartInfo("setsid", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!.Dispose();
    }

    private async Task<string> RunAsync(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Path.Combine(Home(), "bin", "local-registry"))
        { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[command, _folder, .. arguments])
            start.ArgumentList.Add(argument);

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"local-registry {command}: {await errors}");
    }
}
