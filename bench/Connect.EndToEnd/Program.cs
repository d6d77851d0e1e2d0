using System.Globalization;
using Connect.EndToEnd;
using Connect.Tests.Brokers;

// The table of docs/performance.md: the Java worker beside ours, in one run.
//   dotnet run -c Release --project bench/Connect.EndToEnd [--rows a,b] [--rounds 3] [--no-java] [--brokers 3]
// The worker beside bare clients, which fails when its share of their rate is under a floor:
//   dotnet run -c Release --project bench/Connect.EndToEnd ratio [--rounds 1]
// Times of the REST API and of a cluster of workers, each in its own process:
//   dotnet run -c Release --project bench/Connect.EndToEnd rest|cluster|scale [--connectors 1000] [--tasks 2]
// What workers need while they have nothing to do; PATH is the worker program published as native code:
//   dotnet run -c Release --project bench/Connect.EndToEnd idle [--native PATH] [--no-java]
// The broker is KAFKA_BOOTSTRAP, else one that is started from KAFKA_HOME.
if (args is ["worker", var workerFile, var connectorFile])
{
    await WorkerHost.RunAsync(workerFile, connectorFile);
    return;
}

if (args is ["raw", .. var raw])
{
    await RawRuns.RunAsync(raw);
    return;
}

string[] commands = ["rest", "cluster", "scale", "idle", "ratio"];
if (args is [var command, ..] && !commands.Contains(command) && !command.StartsWith("--", StringComparison.Ordinal))
{
    await Console.Error.WriteLineAsync($"Unknown command '{command}': one of {string.Join(", ", commands)}.");
    Environment.ExitCode = 2;
    return;
}

var rounds = int.Parse(Option("--rounds") ?? "3", CultureInfo.InvariantCulture);
var brokers = int.Parse(Option("--brokers") ?? "1", CultureInfo.InvariantCulture);
var names = Option("--rows")?.Split(',');
var withJava = !args.Contains("--no-java");
var work = Directory.CreateTempSubdirectory("connect-bench-").FullName;
try
{
    if (Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP") is { Length: > 0 } given)
    {
        await RunAllAsync(given);
        return;
    }

    await using var kafka = await LocalKafka.StartAsync(brokers);
    await RunAllAsync(kafka.BootstrapServers);
}
finally
{
    Directory.Delete(work, recursive: true);
}

async Task RunAllAsync(string servers)
{
    if (args is ["rest" or "cluster" or "scale", ..])
    {
        await ManagementRuns.RunAsync(
            args[0], servers, work, int.Parse(Option("--connectors") ?? "1000", CultureInfo.InvariantCulture), Option("--tasks") ?? "2");
        return;
    }

    if (args is ["idle", ..])
    {
        await IdleRuns.RunAsync(servers, work, Option("--native"), withJava);
        return;
    }

    var table = new Table(servers, work, Math.Min(brokers, 3));
    if (args is ["ratio", ..])
    {
        Environment.ExitCode = await Floors.HoldAsync(table, rounds) ? 0 : 1;
        return;
    }

    foreach (var row in Row.All.Where(row => names is null || names.Contains(row.Name)))
        await table.MeasureAsync(row, rounds, withJava);
    foreach (var kind in RawRuns.All.Where(kind => names is null || names.Contains("raw-" + kind)))
        await table.MeasureRawAsync(kind, rounds);
    await new LatencyRuns(servers, work).MeasureAsync(rounds, withJava, names);
}

string? Option(string name)
{
    var index = Array.IndexOf(args, name);
    return index >= 0 && index + 1 < args.Length ? args[index + 1] : null;
}
