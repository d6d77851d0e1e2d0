using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connect.Client;

namespace Connect.WorkerProgram.Remote;

/// <summary>The commands that are sent to a running worker over REST.</summary>
internal sealed class RemoteCommand(KafkaConnectClient worker, RemoteArguments arguments, TextWriter output)
{
    /// <summary>The help text of the commands.</summary>
    public const string Usage = """
        Commands for a running worker (--url ADDRESS, default http://localhost:8083; --user NAME:PASSWORD; --json prints the worker's response):

          list                               the connectors, what they and their tasks do
          status NAME                        a connector and its tasks, with the reason of a failure
          create FILE                        creates the connector that a properties or JSON file describes
          validate FILE                      shows what is wrong with such a file
          plan [FILE ...]                    shows what the worker's application declares and how that differs; with files, what they would do:
                                             connector files, or an appsettings.json with Kafka:Connect:Connectors
          restart NAME [--tasks] [--failed]  restarts the connector; with its tasks; only what has failed
          pause, resume, stop, delete NAME
          offsets NAME [--reset]             shows the offsets of a connector; with --reset deletes them (the connector must be stopped)
          logs --connector NAME [--lines N]  shows the last log lines of a connector on the worker that answers (100, at most 200)
          logs [LOGGER [LEVEL]]              shows log levels, or sets one
        """;

    private static readonly ConnectJson Json = new(
        new JsonSerializerOptions(ConnectJson.Default.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Whether a word is one of the commands.</summary>
    public static bool Knows(string command) =>
        command is "list" or "status" or "create" or "validate" or "plan" or "restart" or "pause" or "resume" or "stop" or "delete" or "offsets"
            or "logs";

    /// <summary>Runs a command.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="KafkaConnectException">The worker refuses.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    /// <exception cref="RemoteException">The arguments are wrong.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken) => arguments.Command switch
    {
        "list" => await ListAsync(cancellationToken),
        "status" => await StatusAsync(cancellationToken),
        "create" => await CreateAsync(cancellationToken),
        "validate" => await ValidateAsync(cancellationToken),
        "plan" => await PlanAsync(cancellationToken),
        "restart" => await RestartAsync(cancellationToken),
        "pause" => await ChangeAsync(worker.PauseAsync, "will be paused", cancellationToken),
        "resume" => await ChangeAsync(worker.ResumeAsync, "will be resumed", cancellationToken),
        "stop" => await ChangeAsync(worker.StopAsync, "will be stopped", cancellationToken),
        "delete" => await ChangeAsync(worker.DeleteConnectorAsync, "was deleted", cancellationToken),
        "offsets" => await OffsetsAsync(cancellationToken),
        _ => await LogsAsync(cancellationToken),
    };

    private async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        var answer = await worker.GetExpandedConnectorsAsync(cancellationToken: cancellationToken);
        return await WriteAsync(answer, Json.IReadOnlyDictionaryStringExpandedConnector, () => Table.WriteAsync(
            output,
            ["NAME", "TYPE", "STATE", "TASKS", "CLASS"],
            answer.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new[]
            {
                entry.Key,
                entry.Value.Status?.Type.ToString().ToLowerInvariant() ?? "",
                Text(entry.Value.Status?.Connector.State),
                TasksOf(entry.Value.Status),
                entry.Value.Info?.Config.GetValueOrDefault("connector.class") ?? "",
            })));
    }

    /// <summary>How many tasks are in each state: <c>2 RUNNING, 1 FAILED</c>.</summary>
    private static string TasksOf(ConnectorStatus? status) => string.Join(
        ", ", (status?.Tasks ?? []).GroupBy(task => Text(task.State)).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count()} {group.Key}"));

    private async Task<int> StatusAsync(CancellationToken cancellationToken)
    {
        var answer = await worker.GetStatusAsync(arguments.Require("NAME"), cancellationToken);
        var connector = answer.Connector;
        return await WriteAsync(answer, Json.ConnectorStatus, () => Table.WriteAsync(
            output,
            ["", "STATE", "WORKER", "REASON"],
            answer.Tasks.Select(task => Row($"task {task.Id}", task.State, task.WorkerId, task.Trace))
                .Prepend(Row("connector", connector.State, connector.WorkerId, connector.Trace))));

        static string[] Row(string what, ConnectorState state, string workerId, string? trace) =>
            [what, Text(state), workerId, (trace ?? "").Split('\n')[0].TrimEnd()];
    }

    private async Task<int> CreateAsync(CancellationToken cancellationToken)
    {
        var file = Read();
        InitialState? state = file.InitialState switch
        {
            Runtime.TargetState.Started => InitialState.Running,
            Runtime.TargetState.Paused => InitialState.Paused,
            Runtime.TargetState.Stopped => InitialState.Stopped,
            _ => null,
        };
        var answer = await worker.CreateConnectorAsync(new CreateConnectorRequest(file.Name, file.Config, state), cancellationToken);
        return await WriteAsync(
            answer, Json.ConnectorInfo, () => output.WriteLineAsync($"Connector '{file.Name}' was created, with {answer.Tasks.Count} tasks so far."));
    }

    private async Task<int> ValidateAsync(CancellationToken cancellationToken)
    {
        var file = Read();
        var className = file.Config.GetValueOrDefault("connector.class")
            ?? throw new RemoteException($"The file '{file.Path}' has no connector.class.", ExitCodes.Refused);
        var answer = await worker.ValidateConfigAsync(className, file.Config, cancellationToken);
        var errors = answer.Configs.SelectMany(config => config.Value.Errors.Select(error => new[] { config.Value.Name, error ?? "" })).ToArray();
        await WriteAsync(answer, Json.ConfigValidation, () => errors.Length == 0
            ? output.WriteLineAsync($"The configuration of '{file.Name}' is valid.")
            : Table.WriteAsync(output, ["KEY", "ERROR"], errors));
        return errors.Length == 0 ? ExitCodes.Success : ExitCodes.Refused;
    }

    private async Task<int> PlanAsync(CancellationToken cancellationToken)
    {
        var answer = arguments.Values.Count == 0
            ? await worker.GetPlanAsync(cancellationToken)
            : await worker.PlanAsync(DeclaredFiles.Read(arguments.Values), cancellationToken);
        var rows = answer.SelectMany(plan => plan.Changes.Select(change => new[] { "", "", change.Key, change.Stored ?? "", change.Declared ?? "" })
            .Prepend([plan.Name, plan.Action.ToString().ToUpperInvariant(), "", "", plan.Errors.Count == 0
                ? plan.Reason : $"INVALID: {string.Join(' ', plan.Errors)}"]));
        await WriteAsync(answer, Json.IReadOnlyListDeclarationPlan, () => answer.Count == 0
            ? output.WriteLineAsync("Nothing is declared.")
            : Table.WriteAsync(output, ["NAME", "ACTION", "KEY", "STORED", "DECLARED"], rows));
        return answer.All(plan => plan.Errors.Count == 0) ? ExitCodes.Success : ExitCodes.Refused;
    }

    private async Task<int> RestartAsync(CancellationToken cancellationToken)
    {
        var name = arguments.Require("NAME");
        var answer = await worker.RestartConnectorAsync(name, arguments.Has("--tasks"), arguments.Has("--failed"), cancellationToken);
        return await WriteAsync(answer, Json.ConnectorStatus, () => output.WriteLineAsync($"Connector '{name}' was restarted."));
    }

    private async Task<int> ChangeAsync(Func<string, CancellationToken, Task> change, string done, CancellationToken cancellationToken)
    {
        var name = arguments.Require("NAME");
        await change(name, cancellationToken);
        return await WriteAsync(null, Json.ConnectMessage, () => output.WriteLineAsync($"Connector '{name}' {done}."));
    }

    private async Task<int> OffsetsAsync(CancellationToken cancellationToken)
    {
        var name = arguments.Require("NAME");
        if (arguments.Has("--reset"))
        {
            var done = await worker.ResetOffsetsAsync(name, cancellationToken);
            return await WriteAsync(new ConnectMessage(done), Json.ConnectMessage, () => output.WriteLineAsync(done));
        }

        var answer = await worker.GetOffsetsAsync(name, cancellationToken);
        return await WriteAsync(new ConnectorOffsets(answer), Json.ConnectorOffsets, () => Table.WriteAsync(
            output, ["PARTITION", "OFFSET"],
            answer.Select(offset => new[] { offset.Partition?.ToJsonString() ?? "", offset.Offset?.ToJsonString() ?? "" })));
    }

    private async Task<int> LogsAsync(CancellationToken cancellationToken)
    {
        if (arguments.Connector is { } connector)
        {
            var logs = await worker.GetLogsAsync(connector, arguments.Lines, cancellationToken);
            return await WriteAsync(logs, Json.ConnectorLogs, async () =>
            {
                foreach (var line in logs.Lines)
                {
                    var task = line.Task is { } number ? string.Create(CultureInfo.InvariantCulture, $" task {number}") : "";
                    await output.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{line.Timestamp.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {line.Level}{task} {line.Logger}: {line.Message}"));
                    if (line.Exception is { } exception)
                        await output.WriteLineAsync(exception);
                }
            });
        }

        if (arguments.Values is [var logger, var level])
        {
            var changed = await worker.SetLoggerLevelAsync(logger, level, cancellationToken: cancellationToken);
            return await WriteAsync(changed, Json.IReadOnlyListString, () => output.WriteLineAsync($"{changed.Count} loggers changed."));
        }

        var answer = await worker.GetLoggersAsync(cancellationToken);
        var prefix = arguments.Values is [var only] ? only : "";
        return await WriteAsync(answer, Json.IReadOnlyDictionaryStringLoggerLevel, () => Table.WriteAsync(
            output, ["LOGGER", "LEVEL"],
            answer.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => new[] { entry.Key, entry.Value.Level })));
    }

    private async Task<int> WriteAsync<T>(T? answer, JsonTypeInfo<T> type, Func<Task> writeText)
        where T : class
    {
        if (arguments.Has("--json"))
            await output.WriteLineAsync(answer is null ? "null" : JsonSerializer.Serialize(answer, type));
        else
            await writeText();
        return ExitCodes.Success;
    }

    private ConnectorFile Read()
    {
        try
        {
            return ConnectorFile.Read(arguments.Require("FILE"));
        }
        catch (ConnectException exception)
        {
            throw new RemoteException(exception.Message, ExitCodes.Usage);
        }
    }

    private static string Text(ConnectorState? state) => state?.ToString().ToUpperInvariant() ?? "";
}
