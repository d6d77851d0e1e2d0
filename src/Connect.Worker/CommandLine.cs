using System.Reflection;
using Connect.WorkerProgram.Remote;

namespace Connect.WorkerProgram;

/// <summary>The command line of the worker program.</summary>
internal static class CommandLine
{
    private const string Usage = $"""
        Runs a Kafka Connect worker, or sends commands to a running one.

        Usage: connect-worker standalone worker.properties [connector.properties|connector.json ...]
               connect-worker distributed worker.properties
               connect-worker check-takeover worker.properties
               connect-worker container

          standalone          a single worker that stores source offsets in a file
          distributed         a worker of a cluster (group.id) that stores all state in Kafka
          container           like distributed, configured by the environment variables of the public Connect images:
                              BOOTSTRAP_SERVERS, GROUP_ID, CONFIG_STORAGE_TOPIC, ..., CONNECT_*
          check-takeover      reads a cluster's topics and says what of it would not run here; changes nothing
          worker.properties   the worker's configuration, as for Apache Kafka Connect
          connector files     connectors to run (standalone): Java properties or JSON, as for Apache Kafka Connect

        {RemoteCommand.Usage}

        Exit codes: 0 success, 1 wrong command line, 2 the worker could not be created, 3 it or a connector could not be started,
          4 stopped, but the last offsets of a source could not be stored, 5 a running worker refused the request,
          6 the worker cannot be reached.
        """;

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["--version"]:
                await Console.Out.WriteLineAsync(
                    typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
                return ExitCodes.Success;
            case ["--help" or "-h" or "-?"]:
                await Console.Out.WriteLineAsync(Usage);
                return ExitCodes.Success;
            case ["standalone", var worker, .. var connectors]:
                return await WorkerCommand.RunAsync(worker, connectors, isDistributed: false);
            case ["distributed", var worker]:
                return await WorkerCommand.RunAsync(worker, [], isDistributed: true);
            case ["container"]:
                return await WorkerCommand.RunInContainerAsync();
            case ["distributed", _, ..]:
                await Console.Error.WriteLineAsync(
                    "A distributed worker does not accept connector files. Create connectors over REST (POST /connectors), once for the cluster.");
                return ExitCodes.Usage;
            case ["check-takeover", var worker]:
                return await TakeoverCommand.RunAsync(worker, Console.Out, CancellationToken.None);
            case [var command, ..] when RemoteCommand.Knows(command):
                return await AskAsync(args);
            default:
                await Console.Error.WriteLineAsync(Usage);
                return ExitCodes.Usage;
        }
    }

    private static async Task<int> AskAsync(string[] args)
    {
        try
        {
            var arguments = new RemoteArguments(args);
            using var worker = new RemoteWorker(arguments.Url, arguments.User);
            return await worker.RunAsync(arguments, Console.Out, CancellationToken.None);
        }
        catch (RemoteException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return exception.ExitCode;
        }
    }
}
