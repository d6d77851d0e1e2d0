using System.Globalization;
using Connect.EndToEnd;
using Connect.Tests.Brokers;

// The table of docs/performance.md: the Java worker beside ours, in one run.
//   dotnet run -c Release --project bench/Connect.EndToEnd [--rows a,b] [--rounds 3] [--no-java]
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

var rounds = int.Parse(Option("--rounds") ?? "3", CultureInfo.InvariantCulture);
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

    await using var kafka = await LocalKafka.StartAsync();
    await RunAllAsync(kafka.BootstrapServers);
}
finally
{
    Directory.Delete(work, recursive: true);
}

async Task RunAllAsync(string servers)
{
    var table = new Table(servers, work);
    foreach (var row in Row.All.Where(row => names is null || names.Contains(row.Name)))
        await table.MeasureAsync(row, rounds, withJava);
}

string? Option(string name)
{
    var index = Array.IndexOf(args, name);
    return index >= 0 && index + 1 < args.Length ? args[index + 1] : null;
}
