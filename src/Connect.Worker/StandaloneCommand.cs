using System.Net.Sockets;
using Connect.FileStreams;
using Connect.Runtime;
using Connect.Runtime.Configuration;
using Connect.Runtime.Hosting;
using Connect.WorkerProgram.Plugins;
using Connect.WorkerProgram.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Connect.WorkerProgram;

/// <summary>Runs a standalone worker from files, with the REST API beside it.</summary>
/// <remarks>As in Kafka Connect the worker starts first and the connectors of the command line are created in their order; when one cannot be created the program ends.
/// Source: <c>org.apache.kafka.connect.cli.ConnectStandalone</c>.</remarks>
internal static class StandaloneCommand
{
    /// <summary>Runs until SIGTERM or Ctrl-C.</summary>
    /// <param name="workerFile">The worker's properties.</param>
    /// <param name="connectorFiles">The connectors' files.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string workerFile, IReadOnlyList<string> connectorFiles)
    {
        WebApplication app;
        IReadOnlyList<ConnectorFile> connectors;
        PluginFolders plugins;
        try
        {
            var properties = ReadWorker(workerFile);
            plugins = PluginFolders.Load(properties);
            app = Build(properties, plugins, RestServerConfig.Parse(await WorkerVariables.ResolveAsync(properties, plugins.Plugins)));
            connectors = ReadConnectors(connectorFiles);
        }
        catch (ConnectException exception)
        {
            await Console.Error.WriteLineAsync($"The worker cannot be started. {exception.Message}");
            return ExitCodes.Initialization;
        }

        await using (app)
        {
            var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Connect.Worker");
            foreach (var warning in plugins.Warnings)
                WorkerLog.PluginFolder(logger, warning);
            return await RunAsync(app, logger, workerFile, connectors);
        }
    }

    private static async Task<int> RunAsync(WebApplication app, ILogger logger, string workerFile, IReadOnlyList<ConnectorFile> connectors)
    {
        foreach (var file in connectors.Select(connector => connector.Path).Prepend(workerFile).Where(PropertiesFile.IsLatin1))
            WorkerLog.ReadAsLatin1(logger, file);
        try
        {
            await app.StartAsync();
        }
        catch (ConfigException exception)
        {
            WorkerLog.NotMade(logger, workerFile, exception.Message);
            return ExitCodes.Initialization;
        }
        catch (ConnectException exception)
        {
            WorkerLog.NotStarted(logger, exception.Message);
            return ExitCodes.Start;
        }
        catch (Exception exception) when (exception is IOException { InnerException: AddressInUseException } or SocketException)
        {
            WorkerLog.NotListening(logger, exception.Message);
            return ExitCodes.Start;
        }
        catch (Exception exception)
        {
            WorkerLog.StartFailed(logger, exception);
            return ExitCodes.Start;
        }

        foreach (var address in app.Urls)
            WorkerLog.Listening(logger, address.Replace("//[::]:", "//localhost:", StringComparison.Ordinal).Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal));
        ConnectorFile? current = null;
        try
        {
            var herder = app.Services.GetRequiredService<IKafkaConnect>();
            foreach (var connector in connectors)
            {
                current = connector;
                var created = await herder.CreateConnectorAsync(connector.Name, connector.Config, connector.InitialState, app.Lifetime.ApplicationStopping);
                WorkerLog.ConnectorCreated(logger, created.Name, connector.Path);
            }
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Asked to stop before everything was started.
        }
        catch (ConnectException exception)
        {
            WorkerLog.ConnectorNotCreated(logger, current!.Name, current.Path, exception.Message);
            await app.StopAsync();
            return ExitCodes.Start;
        }

        await app.WaitForShutdownAsync();
        var service = app.Services.GetServices<IHostedService>().OfType<ConnectWorkerService>().Single();
        return service.HasUnstoredOffsets ? ExitCodes.OffsetsNotStored : ExitCodes.Success;
    }

    /// <summary>Reads the worker's file; what Kafka Connect requires has to be there, since an empty or mistaken file would otherwise start a worker of defaults.</summary>
    private static Dictionary<string, string?> ReadWorker(string file)
    {
        var properties = PropertiesFile.Read(file);
        string[] missing = [.. new[] { WorkerKeys.BootstrapServers, WorkerKeys.KeyConverter, WorkerKeys.ValueConverter }.Where(key => !properties.ContainsKey(key))];
        return missing.Length == 0
            ? properties
            : throw new ConfigException($"The worker's file '{file}' misses {string.Join(", ", missing.Select(key => $"'{key}'"))}: config/connect-standalone.properties is an example of such a file.");
    }

    /// <summary>Reads the connectors' files; names are unique.</summary>
    private static List<ConnectorFile> ReadConnectors(IReadOnlyList<string> files)
    {
        var connectors = new List<ConnectorFile>();
        foreach (var connector in files.Select(ConnectorFile.Read))
        {
            if (connectors.Find(other => other.Name == connector.Name) is { } other)
                throw new ConnectException($"The files '{other.Path}' and '{connector.Path}' both name their connector '{connector.Name}'. Names are unique within a worker.");
            connectors.Add(connector);
        }

        return connectors;
    }

    /// <summary>Makes the application: the worker, and the web server with its REST API.</summary>
    internal static WebApplication Build(Dictionary<string, string?> properties, PluginFolders plugins, RestServerConfig rest)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.FormatterName = ConnectConsoleFormatter.FormatterName);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<ConsoleFormatter, ConnectConsoleFormatter>();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Error);
        // A start that fails is told here, once.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel => RestServer.Listen(kestrel, rest));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddKafkaConnect(worker =>
        {
            foreach (var (key, value) in properties)
                worker.Properties[key] = value;
            worker.ServesRestKeys = true;
        }).AddPlugins(FileStreamPlugins.All).AddAvroConverter().AddPlugins(plugins.Plugins);

        var app = builder.Build();
        RestServer.Map(app, rest);
        return app;
    }
}
