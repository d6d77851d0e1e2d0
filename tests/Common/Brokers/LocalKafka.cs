using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Connect.Tests.Brokers;

/// <summary>An Apache Kafka of a test's own, started from a distribution: for tests that stop, kill or freeze brokers.</summary>
public sealed class LocalKafka : IAsyncDisposable
{
    /// <summary>How long a broker may take to start after the script has given up, in addition to its 90 s.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    private readonly string _folder;

    private LocalKafka(string folder, string bootstrapServers)
    {
        _folder = folder;
        BootstrapServers = bootstrapServers;
    }

    /// <summary>Whether there is a distribution to start one from.</summary>
    public static bool IsAvailable => !OperatingSystem.IsWindows() && RepoPaths.KafkaHome is { } home && File.Exists(Script(home));

    /// <summary>What goes into <c>bootstrap.servers</c>; the same after <see cref="RestartAsync"/>.</summary>
    public string BootstrapServers { get; }

    /// <summary>Starts brokers, or skips the test where there is no distribution.</summary>
    /// <param name="brokers">How many.</param>
    /// <param name="settings">Broker settings, <c>key=value</c>.</param>
    public static async Task<LocalKafka> StartAsync(int brokers = 1, params IReadOnlyList<string> settings)
    {
        if (!IsAvailable)
            MissingBroker.SkipOrFail("a Kafka distribution of its own (KAFKA_HOME)");
        var folder = Directory.CreateTempSubdirectory("connect-kafka-").FullName;
        Shell.RunWhenThisProcessEnds("[ -d \"$3\" ] || exit 0; \"$2\" stop \"$3\"; rm -rf \"$3\"", Script(RepoPaths.KafkaHome!), folder);
        List<string> arguments = ["start", folder, "--brokers", brokers.ToString(CultureInfo.InvariantCulture)];

        // A broker that has not registered within the timeout (60 s by default) exits; a busy machine takes longer.
        foreach (var setting in settings.Prepend("log.segment.delete.delay.ms=1000").Prepend("initial.broker.registration.timeout.ms=300000"))
            arguments.AddRange(["--set", setting]);
        return new LocalKafka(folder, await StartBrokersAsync(arguments));
    }

    /// <summary>Kills a broker at once. It is gone when this completes: a start before that would take it for running.</summary>
    /// <param name="broker">Which, from 0.</param>
    public async Task KillAsync(int broker = 0)
    {
        await RunAsync(["kill", _folder, broker.ToString(CultureInfo.InvariantCulture)]);
        await Eventually.Async(
            async () => (await RunAsync(["status", _folder])).Split('\n')[broker].EndsWith("stopped", StringComparison.Ordinal),
            $"broker {broker} is gone", TestTimeouts.Broker);
    }

    /// <summary>Freezes a broker: connections stay, answers do not come.</summary>
    /// <inheritdoc cref="KillAsync"/>
    public Task PauseAsync(int broker = 0) => RunAsync(["pause", _folder, broker.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Lets a frozen broker go on.</summary>
    /// <inheritdoc cref="KillAsync"/>
    public Task ResumeAsync(int broker = 0) => RunAsync(["resume", _folder, broker.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Starts the brokers that do not run, with their data and ports.</summary>
    public Task RestartAsync() => StartBrokersAsync(["start", _folder]);

    public async ValueTask DisposeAsync()
    {
        await RunAsync(["stop", _folder]);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Starts brokers. On a busy machine one may need longer than the 90 s that the script waits: it starts anyway, and this waits for
    /// it.</summary>
    private static async Task<string> StartBrokersAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            return await RunAsync(arguments);
        }
        catch (InvalidOperationException e) when (e.Message.Contains("did not answer in 90 s", StringComparison.Ordinal))
        {
            var servers = await RunAsync(["bootstrap", arguments[1]]);
            foreach (var server in servers.Split(','))
                await Eventually.Async(() => AnswersAsync(server), $"broker {server} answers", StartLimit);
            return servers;
        }
    }

    private static async Task<bool> AnswersAsync(string server)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPEndPoint.Parse(server));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Script(string home) => Path.Combine(home, "bin", "local-kafka");

    private static async Task<string> RunAsync(IReadOnlyList<string> arguments)
    {
        var (exitCode, output, errors) = await Shell.RunAsync(Script(RepoPaths.KafkaHome!), arguments);
        return exitCode == 0
            ? output.Trim() : throw new InvalidOperationException($"local-kafka {string.Join(' ', arguments)} failed: {errors}{output}");
    }
}
