using System.Reflection;

namespace Connect.WorkerProgram;

/// <summary>What the worker program was asked to do.</summary>
internal static class CommandLine
{
    private const string Usage = """
        Runs Kafka Connect's connectors.

        Usage: connect-worker standalone worker.properties [connector.properties|connector.json ...]

          standalone          one process, with the offsets of sources in a file
          worker.properties   the worker's configuration, as for Apache Kafka Connect
          connector files     connectors to run: Java properties or JSON, as for Apache Kafka Connect

        Exit codes: 0 stopped as asked, 1 wrong command line, 2 the worker could not be made, 3 it or a connector could not be started,
          4 stopped, but the last offsets of a source could not be stored.
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
            default:
                await Console.Error.WriteLineAsync(Usage);
                return ExitCodes.Usage;
        }
    }
}
