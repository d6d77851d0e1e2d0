using Connect.FileStreams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.EndToEnd;

/// <summary>Our worker, as the process that the benchmark starts.</summary>
internal static class WorkerHost
{
    public static async Task RunAsync(string workerFile, string connectorFile)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.AddKafkaConnect(configure: worker =>
            {
                foreach (var (key, value) in Read(workerFile))
                    worker.Properties[key] = value;
                var connector = Read(connectorFile);
                worker.Connectors[connector["name"]!] = connector;
            })
            .AddPlugins(FileStreamPlugins.All)
            .AddConnector<GeneratorSource>()
            .AddConnector<CountingSink>();
        using var host = builder.Build();
        await host.RunAsync();
    }

    private static Dictionary<string, string?> Read(string file) =>
        File.ReadLines(file).Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], string? (parts) => parts[1], StringComparer.Ordinal);
}
