using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connect.WorkerProgram.Remote;

/// <summary>The commands that ask a running worker, this one's or another's, over REST.</summary>
internal sealed class RemoteCommand(RemoteWorker worker, RemoteArguments arguments, TextWriter output)
{
    /// <summary>What the commands are, for the help.</summary>
    public const string Usage = """
        Commands for a running worker (--url ADDRESS, default http://localhost:8083; --user NAME:PASSWORD; --json prints the worker's own answer):

          list                               the connectors, what they and their tasks do
          status NAME                        a connector and its tasks, with the reason of a failure
          create FILE                        creates the connector that a properties or JSON file describes
          validate FILE                      shows what is wrong with such a file
          restart NAME [--tasks] [--failed]  restarts the connector; with its tasks; only what has failed
          pause, resume, stop, delete NAME
          offsets NAME [--reset]             shows, or with --reset forgets, the offsets of a connector; to reset it has to be stopped
          logs [LOGGER [LEVEL]]              shows the levels of loggers, or sets one
        """;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Default) { WriteIndented = true };

    /// <summary>Whether a word is one of the commands.</summary>
    public static bool Knows(string command) => command is "list" or "status" or "create" or "validate" or "restart" or "pause" or "resume" or "stop" or "delete" or "offsets" or "logs";

    /// <summary>Runs a command.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="RemoteException">The worker refuses or cannot be reached, or the arguments are wrong.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken) => arguments.Command switch
    {
        "list" => await ListAsync(cancellationToken),
        "status" => await StatusAsync(cancellationToken),
        "create" => await CreateAsync(cancellationToken),
        "validate" => await ValidateAsync(cancellationToken),
        "restart" => await ChangeAsync(HttpMethod.Post, $"/restart?includeTasks={Text(arguments.Has("--tasks"))}&onlyFailed={Text(arguments.Has("--failed"))}", "is restarted", cancellationToken),
        "pause" => await ChangeAsync(HttpMethod.Put, "/pause", "is asked to pause", cancellationToken),
        "resume" => await ChangeAsync(HttpMethod.Put, "/resume", "is asked to run", cancellationToken),
        "stop" => await ChangeAsync(HttpMethod.Put, "/stop", "is stopped", cancellationToken),
        "delete" => await ChangeAsync(HttpMethod.Delete, "", "is deleted", cancellationToken),
        "offsets" => await OffsetsAsync(cancellationToken),
        _ => await LogsAsync(cancellationToken),
    };

    private static string Text(bool flag) => flag ? "true" : "false";

    private static string ConnectorPath(string name) => "connectors/" + Uri.EscapeDataString(name);

    private async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        var answer = await worker.SendAsync(HttpMethod.Get, "connectors?expand=status&expand=info", null, cancellationToken);
        return await WriteAsync(answer, () => Table.WriteAsync(output, ["NAME", "TYPE", "STATE", "TASKS", "CLASS"], answer!.AsObject().OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new[]
        {
            entry.Key, (string?)entry.Value!["status"]?["type"] ?? "", (string?)entry.Value["status"]?["connector"]?["state"] ?? "", TasksOf(entry.Value["status"]), (string?)entry.Value["info"]?["config"]?["connector.class"] ?? "",
        })));
    }

    /// <summary>How many tasks are in each state: <c>2 RUNNING, 1 FAILED</c>.</summary>
    private static string TasksOf(JsonNode? status) => string.Join(
        ", ", (status?["tasks"]?.AsArray() ?? []).GroupBy(task => (string)task!["state"]!).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}"));

    private async Task<int> StatusAsync(CancellationToken cancellationToken)
    {
        var answer = await worker.SendAsync(HttpMethod.Get, ConnectorPath(arguments.Require("NAME")) + "/status", null, cancellationToken);
        return await WriteAsync(answer, async () =>
        {
            var connector = answer!["connector"]!;
            await Table.WriteAsync(output, ["", "STATE", "WORKER", "REASON"], answer["tasks"]!.AsArray().Select(task => Row($"task {task!["id"]}", task)).Prepend(Row("connector", connector)));
        });

        static string[] Row(string what, JsonNode state) => [what, (string)state["state"]!, (string)state["worker_id"]!, ((string?)state["trace"] ?? "").Split('\n')[0].TrimEnd()];
    }

    private async Task<int> CreateAsync(CancellationToken cancellationToken)
    {
        var file = Read();
        var body = new JsonObject { ["name"] = file.Name, ["config"] = ConfigOf(file) };
        if (file.InitialState is { } state)
            body["initial_state"] = state == Runtime.TargetState.Started ? "RUNNING" : state.ToString().ToUpperInvariant();
        var answer = await worker.SendAsync(HttpMethod.Post, "connectors", body, cancellationToken);
        return await WriteAsync(answer, () => output.WriteLineAsync($"Connector '{file.Name}' is created, with {answer!["tasks"]!.AsArray().Count} tasks so far."));
    }

    private async Task<int> ValidateAsync(CancellationToken cancellationToken)
    {
        var file = Read();
        var className = file.Config.GetValueOrDefault("connector.class") ?? throw new RemoteException($"The file '{file.Path}' has no connector.class.", ExitCodes.Refused);
        var answer = await worker.SendAsync(HttpMethod.Put, $"connector-plugins/{Uri.EscapeDataString(className)}/config/validate", ConfigOf(file), cancellationToken);
        var errors = answer!["configs"]!.AsArray().Select(config => config!["value"]!).SelectMany(value => value["errors"]!.AsArray().Select(error => new[] { (string)value["name"]!, (string?)error ?? "" })).ToArray();
        await WriteAsync(answer, () => errors.Length == 0 ? output.WriteLineAsync($"The configuration of '{file.Name}' is valid.") : Table.WriteAsync(output, ["KEY", "ERROR"], errors));
        return errors.Length == 0 ? ExitCodes.Success : ExitCodes.Refused;
    }

    private async Task<int> ChangeAsync(HttpMethod method, string change, string done, CancellationToken cancellationToken)
    {
        var name = arguments.Require("NAME");
        var answer = await worker.SendAsync(method, ConnectorPath(name) + change, null, cancellationToken);
        return await WriteAsync(answer, () => output.WriteLineAsync($"Connector '{name}' {done}."));
    }

    private async Task<int> OffsetsAsync(CancellationToken cancellationToken)
    {
        var path = ConnectorPath(arguments.Require("NAME")) + "/offsets";
        if (arguments.Has("--reset"))
        {
            var done = await worker.SendAsync(HttpMethod.Delete, path, null, cancellationToken);
            return await WriteAsync(done, () => output.WriteLineAsync((string?)done!["message"]));
        }

        var answer = await worker.SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return await WriteAsync(answer, () => Table.WriteAsync(
            output, ["PARTITION", "OFFSET"], answer!["offsets"]!.AsArray().Select(offset => new[] { offset!["partition"]?.ToJsonString() ?? "", offset["offset"]?.ToJsonString() ?? "" })));
    }

    private async Task<int> LogsAsync(CancellationToken cancellationToken)
    {
        if (arguments.Values is [var logger, var level])
        {
            var changed = await worker.SendAsync(HttpMethod.Put, "admin/loggers/" + Uri.EscapeDataString(logger), new JsonObject { ["level"] = level }, cancellationToken);
            return await WriteAsync(changed, () => output.WriteLineAsync($"{changed!.AsArray().Count} loggers changed."));
        }

        var answer = await worker.SendAsync(HttpMethod.Get, "admin/loggers", null, cancellationToken);
        var prefix = arguments.Values is [var only] ? only : "";
        return await WriteAsync(answer, () => Table.WriteAsync(
            output, ["LOGGER", "LEVEL"], answer!.AsObject().Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => new[] { entry.Key, (string)entry.Value!["level"]! })));
    }

    private async Task<int> WriteAsync(JsonNode? answer, Func<Task> writeText)
    {
        if (arguments.Has("--json"))
            await output.WriteLineAsync(answer?.ToJsonString(Indented) ?? "null");
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

    private static JsonObject ConfigOf(ConnectorFile file) => new(file.Config.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
}
