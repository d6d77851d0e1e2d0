using Connect.Runtime.Hosting;
using Connect.WorkerProgram.Plugins;
using Connect.WorkerProgram.Remote;
using Connect.WorkerProgram.Server;

namespace Connect.WorkerProgram;

/// <summary><c>check-takeover worker.properties</c>: reports what of a Java cluster would not run here. Reads topics and changes nothing.</summary>
internal static class TakeoverCommand
{
    /// <summary>Runs the check.</summary>
    /// <param name="file">The properties of the future workers.</param>
    /// <param name="output">Receives the findings.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>The exit code: success if there is no blocker.</returns>
    public static async Task<int> RunAsync(string file, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            var properties = WorkerCommand.ReadWorker(file, isDistributed: true);
            var plugins = PluginFolders.Load(properties);
            var rest = RestServerConfig.Parse(await WorkerVariables.ResolveAsync(properties, plugins.Plugins));
            var app = WorkerCommand.Build(properties, plugins.Plugins, rest, isDistributed: true);
            await using (app)
            {
                List<TakeoverFinding> findings =
                    [.. plugins.Warnings.Select(warning => new TakeoverFinding(TakeoverSeverity.Warning, "plugins", warning))];
                if (PropertiesFile.IsLatin1(file))
                    findings.Add(
                        new TakeoverFinding(
                            TakeoverSeverity.Warning, "worker",
                            $"The file {file} is not UTF-8. It is read as ISO-8859-1, as Java reads properties."));
                findings.AddRange(await new TakeoverCheck(app.Services).RunAsync(cancellationToken));
                return await WriteAsync(findings, output);
            }
        }
        catch (ConnectException exception)
        {
            await Console.Error.WriteLineAsync($"The takeover cannot be checked. {exception.Message}");
            return ExitCodes.Initialization;
        }
    }

    private static async Task<int> WriteAsync(List<TakeoverFinding> findings, TextWriter output)
    {
        await Table.WriteAsync(
            output,
            ["", "ABOUT", "FINDING"],
            findings.Select(finding => new[] { NameOf(finding.Severity), finding.Subject, finding.Text.ReplaceLineEndings(" ") }));
        var blockers = findings.Count(finding => finding.Severity == TakeoverSeverity.Blocker);
        var warnings = findings.Count(finding => finding.Severity == TakeoverSeverity.Warning);
        await output.WriteLineAsync(blockers > 0
            ? $"{blockers} findings stand in the way of a takeover, {warnings} need a look. Nothing was changed."
            : $"Nothing stands in the way of a takeover; {warnings} findings need a look. Nothing was changed.");
        return blockers == 0 ? ExitCodes.Success : ExitCodes.Refused;
    }

    private static string NameOf(TakeoverSeverity severity) => severity switch
    {
        TakeoverSeverity.Fine => "ok",
        TakeoverSeverity.Warning => "LOOK",
        _ => "STOP",
    };
}
