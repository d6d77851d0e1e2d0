using System.Reflection;
using Connect.WorkerProgram.Remote;

namespace Connect.WorkerProgram;

/// <summary>What the worker program was asked to do.</summary>
internal static class CommandLine
{
    private const string Usage = $"""
        Runs Kafka Connect's connectors.

        Usage: connect-worker standalone worker.properties [connector.properties|connector.json ...]

          standalone          one process, with the offsets of sources in a file
          worker.properties   the worker's configuration, as for Apache Kafka Connect
          connector files     connectors to run: Java properties or JSON, as for Apache Kafka Connect

        {RemoteCommand.Usage}

        Exit codes: 0 done, 1 wrong command line, 2 the worker could not be made, 3 it or a connector could not be started,
          4 stopped, but the last offsets of a source could not be stored, 5 a running worker refuses, 6 it cannot be reached.
        """;

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["--version"]:
                await Console.Out.WriteLineAsync(typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
                return ExitCodes.Success;
            case ["--help" or "-h" or "-?"]:
                await Console.Out.WriteLineAsync(Usage);
                return ExitCodes.Success;
            case ["standalone", var worker, .. var connectors]:
                return await StandaloneCommand.RunAsync(worker, connectors);
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
            return await new RemoteCommand(worker, arguments, Console.Out).RunAsync(CancellationToken.None);
        }
        catch (RemoteException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return exception.ExitCode;
        }
    }
}
