using System.Collections;
using System.Net.Sockets;
using Connect.Configuration;
using Connect.FileStreams;
using Connect.Plugins;
using Connect.Runtime;
using Connect.Runtime.Configuration;
using Connect.Runtime.Hosting;
using Connect.WorkerProgram.Container;
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

/// <summary>Runs a worker from configuration files, standalone or in a cluster, and serves its REST API.</summary>
/// <remarks>As in Kafka Connect, the worker starts first. The connectors on a standalone worker's command line are then created in order; if one
/// cannot be created, the program ends. Source: <c>org.apache.kafka.connect.cli.ConnectStandalone</c> and <c>ConnectDistributed</c>.</remarks>
internal static class WorkerCommand
{
    /// <summary>Runs until SIGTERM or Ctrl-C.</summary>
    /// <param name="workerFile">The worker's properties.</param>
    /// <param name="connectorFiles">The connectors' files.</param>
    /// <param name="isDistributed">Whether the worker belongs to a cluster.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string workerFile, IReadOnlyList<string> connectorFiles, bool isDistributed) =>
        RunAsync(workerFile, () => ReadWorker(workerFile, isDistributed), [workerFile, .. connectorFiles], connectorFiles, isDistributed);

    /// <summary>Runs a worker of a cluster whose settings are environment variables, as in a container.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunInContainerAsync() => RunAsync("the environment", ReadEnvironment, [], [], isDistributed: true);

    private static async Task<int> RunAsync(
        string origin, Func<Dictionary<string, string?>> read, IReadOnlyList<string> files, IReadOnlyList<string> connectorFiles, bool isDistributed)
    {
        WebApplication app;
        bool exitsWhenFinished;
        IReadOnlyList<ConnectorFile> connectors;
        PluginFolders plugins;
        try
        {
            var properties = read();
            plugins = PluginFolders.Load(properties);
            var resolved = await WorkerVariables.ResolveAsync(properties, plugins.Plugins);
            var rest = RestServerConfig.Parse(resolved);
            exitsWhenFinished = !isDistributed && IsTrue(resolved, WorkerKeys.ExitWhenFinished);
            app = Build(properties, plugins.Plugins, rest, isDistributed);
            connectors = ReadConnectors(connectorFiles);
        }
        catch (ConnectException exception)
        {
            await Console.Error.WriteLineAsync($"The worker cannot start. {exception.Message}");
            return ExitCodes.Initialization;
        }

        await using (app)
        {
            var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Connect.Worker");
            foreach (var warning in plugins.Warnings)
                WorkerLog.PluginFolder(logger, warning);
            foreach (var file in files.Where(PropertiesFile.IsLatin1))
                WorkerLog.ReadAsLatin1(logger, file);
            return await RunAsync(app, logger, origin, connectors, exitsWhenFinished);
        }
    }

    private static async Task<int> RunAsync(
        WebApplication app, ILogger logger, string origin, IReadOnlyList<ConnectorFile> connectors, bool exitsWhenFinished)
    {
        try
        {
            await app.StartAsync();
        }
        catch (ConfigException exception)
        {
            WorkerLog.NotMade(logger, origin, exception.Message);
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
            WorkerLog.Listening(
                logger, address.Replace("//[::]:", "//localhost:", StringComparison.Ordinal)
                    .Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal));
        ConnectorFile? current = null;
        try
        {
            var herder = app.Services.GetRequiredService<IKafkaConnect>();
            foreach (var connector in connectors)
            {
                current = connector;
                var created =
                    await herder.CreateConnectorAsync(connector.Name, connector.Config, connector.InitialState, app.Lifetime.ApplicationStopping);
                WorkerLog.ConnectorCreated(logger, created.Name, connector.Path);
            }
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Stopped before everything was started.
        }
        catch (ConnectException exception)
        {
            WorkerLog.ConnectorNotCreated(logger, current!.Name, current.Path, exception.Message);
            await app.StopAsync();
            return ExitCodes.Start;
        }

        var failed = exitsWhenFinished ? await StopWhenFinishedAsync(app, logger) : null;
        await app.WaitForShutdownAsync();
        var service = app.Services.GetServices<IHostedService>().OfType<ConnectWorkerService>().Single();
        return service.HasUnstoredOffsets ? ExitCodes.OffsetsNotStored : failed is { Count: > 0 } ? ExitCodes.ConnectorFailed : ExitCodes.Success;
    }

    /// <returns>The connectors that have failed; null if the worker was stopped before.</returns>
    private static async Task<IReadOnlyList<string>?> StopWhenFinishedAsync(WebApplication app, ILogger logger)
    {
        var connect = app.Services.GetRequiredService<IKafkaConnect>();
        var failed =
            await FinishedRun.WaitAsync(connect, app.Services.GetRequiredService<TimeProvider>(), app.Lifetime.ApplicationStopping);
        if (failed is null)
            return null;
        if (failed.Count == 0)
            WorkerLog.AllFinished(logger);
        else
            WorkerLog.SomeFailed(logger, string.Join(", ", failed));
        app.Lifetime.StopApplication();
        return failed;
    }

    private static bool IsTrue(IReadOnlyDictionary<string, string?> properties, string key) =>
        ConfigDef.ParseType(key, properties.GetValueOrDefault(key), ConfigType.Boolean) is true;

    /// <summary>Reads the worker's file. Keys that Kafka Connect requires are required here too; otherwise an empty or wrong file would start a
    /// worker with defaults.</summary>
    internal static Dictionary<string, string?> ReadWorker(string file, bool isDistributed)
    {
        var properties = PropertiesFile.Read(file);
        string[] cluster = isDistributed
            ? [DistributedKeys.GroupId, DistributedKeys.ConfigStorageTopic, DistributedKeys.OffsetStorageTopic, DistributedKeys.StatusStorageTopic]
            : [];
        string[] required = [.. cluster, WorkerKeys.BootstrapServers, WorkerKeys.KeyConverter, WorkerKeys.ValueConverter];
        string[] missing = [.. required.Where(key => !properties.ContainsKey(key))];
        if (missing.Length == 0)
            return properties;
        string[] typos = [.. missing.Select(key => Spelling.Nearest(key, properties.Keys.Except(required))).OfType<string>()];
        throw new ConfigException(
            $"The worker's file '{file}' misses {Quote(missing)}: "
                + (typos.Length == 0 ? "" : $"is {Quote(typos)} in it a typo? ")
                + $"config/connect-{(isDistributed ? "distributed" : "standalone")}.properties is an example of such a file.");

        static string Quote(IEnumerable<string> keys) => string.Join(", ", keys.Select(key => $"'{key}'"));
    }

    private static Dictionary<string, string?> ReadEnvironment() => ContainerSettings.Read(
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value)));

    /// <summary>Reads the connectors' files; names are unique.</summary>
    private static List<ConnectorFile> ReadConnectors(IReadOnlyList<string> files)
    {
        var connectors = new List<ConnectorFile>();
        foreach (var connector in files.Select(ConnectorFile.Read))
        {
            if (connectors.Find(other => other.Name == connector.Name) is { } other)
                throw new ConnectException(
                    $"The files '{other.Path}' and '{connector.Path}' both name their connector '{connector.Name}'. Names must be unique within a "
                        + "worker.");
            connectors.Add(connector);
        }

        return connectors;
    }

    /// <summary>Creates the application: the worker, and the web server with its REST API.</summary>
    internal static WebApplication Build(
        Dictionary<string, string?> properties, IReadOnlyList<PluginDescriptor> plugins, RestServerConfig rest, bool isDistributed = false)
    {
        // Without this, every change of a file below the working folder, however deep, would be watched and looked at.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.FormatterName = ConnectConsoleFormatter.FormatterName);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<ConsoleFormatter, ConnectConsoleFormatter>();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Error);
        // Log a failed start here, once.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel => RestServer.Listen(kestrel, rest));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddKafkaConnect(worker =>
        {
            foreach (var (key, value) in properties)
                worker.Properties[key] = value;
            worker.ServesRestKeys = true;
            if (isDistributed)
                worker.UseDistributed();
        }).AddPlugins(FileStreamPlugins.All).AddAvroConverter().AddPlugins(plugins);

        Telemetry.Add(builder.Services, Environment.GetEnvironmentVariable);
        var app = builder.Build();
        RestServer.Map(app, rest);
        return app;
    }
}
