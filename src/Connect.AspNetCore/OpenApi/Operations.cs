using System.Text.Json.Nodes;
using Connect.Client;
using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore.OpenApi;

/// <summary>Describes each method of each path. The ids and the order are those of Kafka Connect's own OpenAPI document.</summary>
internal static class Operations
{
    private const string Flag = """{"type":"boolean"}""";
    private const string Name = """{"type":"string"}""";
    private static readonly ConnectJson Json = ConnectJson.Default;
    private static readonly Content Connector = Content.Of(Json.ConnectorInfo, Examples.Connector);
    private static readonly Content Config = Content.Of(Json.IReadOnlyDictionaryStringString, Examples.Config);
    private static readonly Dictionary<string, Operation> All = Make();

    /// <summary>Every method and path that is described, as <c>GET /connectors</c>.</summary>
    public static IReadOnlyCollection<string> Keys => All.Keys;

    /// <summary>The description of a method of a path; null if there is none.</summary>
    public static Operation? Find(string method, string pattern) => All.GetValueOrDefault($"{method} {pattern}");

    private static Dictionary<string, Operation> Make() =>
        new([.. Worker(), .. Connectors(), .. Lifecycle(), .. OffsetsAndTopics(), .. Plugins(), .. Plans(), .. Loggers()], StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, Operation>> Worker() =>
    [
        new("GET /",
            new("serverInfo", "Describes the worker.",
                Ok("The version, the commit and the Kafka cluster.",
                    Content.Of(Json.ServerInfo, new(RootEndpoints.KafkaConnectVersion, "0a1b2c3d4e5f", "Some-Cluster-Id")))) { Errors = [404] }),
        new("GET /health", new(
            "healthCheck",
            "Checks the worker's health.",
            Ok("The worker has started and answers.", Health("healthy", "Worker has completed startup and is ready to handle requests.")),
            new(500, "The worker does not answer in time.",
                Health("unhealthy", "Worker was unable to handle this request and may be unable to handle other requests.")),
            new(503, "It starts.", Health("starting", "Worker is still starting up.")))),
        new("GET /health/live", new(
            "liveCheck", "Liveness probe: is the worker starting, or does it answer?",
            Ok("The worker is starting or answers.", Probe("healthy", "The worker answers.")),
            new(503, "The worker does not answer in time.", Probe("unhealthy", "The worker has not answered within 10 s.")))),
        new("GET /health/ready", new(
            "readyCheck",
            "Readiness probe: has the worker started, does it reach Kafka, have its connectors started?",
            Ok("Ready; degraded while a connector or task has failed or is stalled.",
                Probe("degraded", "Failed: orders-0. The status of each says why.")),
            new(503, "It cannot.", Probe("unhealthy", "The worker is starting or stopping.")))),
        new("GET /openapi.json",
            new("openApi", "This document.",
                Ok("An OpenAPI 3.1 document.", new Content(Json.JsonObject, new JsonObject { ["openapi"] = OpenApiDocument.Version })))),
    ];

    private static IEnumerable<KeyValuePair<string, Operation>> Connectors() =>
    [
        new("GET /connectors", new(
            "listConnectors",
            "The connectors.",
            Ok(
                "The names; with expand, an object with a member for each connector.",
                Content.Of(Json.IReadOnlyListString, [Examples.Name]),
                Content.Of(
                    Json.IReadOnlyDictionaryStringExpandedConnector,
                    new Dictionary<string, ExpandedConnector> { [Examples.Name] = new(Examples.Status, Examples.Connector) })))
        {
            Query = [new(
                "expand", "What to return besides the names; may be repeated.", """{"type":"array","items":{"type":"string"}}""",
                new JsonArray("status", "info"))],
        }),
        new("POST /connectors", new("createConnector", "Creates a connector.", new Answer(201, "It is stored.", Connector))
        {
            Body = Content.Of(Json.CreateConnectorRequest, new Client.CreateConnectorRequest(Examples.Name, Examples.Config, InitialState.Running)),
            Errors = [400, 409],
        }),
        new("GET /connectors/{name}",
            new("getConnector", "Returns a connector's configuration and tasks.", Ok("The connector.", Connector)) { Errors = [404] }),
        new("DELETE /connectors/{name}",
            new("destroyConnector", "Deletes a connector. Its offsets are kept.", new Answer(204, "It is deleted.")) { Errors = [404, 409] }),
        new("GET /connectors/{name}/config",
            new("getConnectorConfig", "Returns a connector's configuration.", Ok("The configuration.", Config)) { Errors = [404] }),
        new("PUT /connectors/{name}/config", new(
            "putConnectorConfig", "Sets a connector's configuration; creates the connector if it does not exist.", Ok("It is stored.", Connector),
            new Answer(201, "The connector was created.", Connector))
        {
            Body = Config,
            Errors = [400, 409],
        }),
        new("PATCH /connectors/{name}/config",
            new("patchConnectorConfig", "Changes some keys of a connector's configuration; null removes a key.", Ok("It is stored.", Connector))
        {
            Body = Content.Of(Json.IReadOnlyDictionaryStringString, Examples.Change),
            Errors = [400, 404, 409],
        }),
        new("GET /connectors/{name}/status",
            new("getConnectorStatus", "Returns the status of a connector and its tasks.",
                Ok("The status.", Content.Of(Json.ConnectorStatus, Examples.Status))) { Errors = [404] }),
        new("GET /connectors/{name}/tasks",
            new("getTaskConfigs", "Lists a connector's tasks with their configurations.",
                Ok("The tasks.", Content.Of(Json.IReadOnlyListTaskInfo, [Examples.TaskConfig]))) { Errors = [404] }),
        new("GET /connectors/{name}/tasks/{task}/status",
            new("getTaskStatus", "What a task does.", Ok("The status.", Content.Of(Json.TaskStatus, Examples.TaskStatus))) { Errors = [404] }),
    ];

    private static IEnumerable<KeyValuePair<string, Operation>> Lifecycle() =>
    [
        new("POST /connectors/{name}/restart", new(
            "restartConnector",
            "Restarts a connector, optionally with its tasks.",
            new Answer(202, "With a parameter: the plan of the restart.", Content.Of(Json.ConnectorStatus, Examples.Status)),
            new Answer(204, "Without parameters: the connector was restarted."))
        {
            Query = [new("includeTasks", "The tasks, too.", Flag, true), new("onlyFailed", "Restart only failed instances.", Flag, true)],
            Errors = [404, 409],
        }),
        new("PUT /connectors/{name}/pause",
            new("pauseConnector", "Pauses a connector and its tasks.",
                new Answer(202, "The connector will be paused.")) { Errors = [404, 409] }),
        new("PUT /connectors/{name}/resume",
            new("resumeConnector", "Resumes a paused or stopped connector.", new Answer(202, "The connector will run.")) { Errors = [404, 409] }),
        new("PUT /connectors/{name}/stop",
            new("stopConnector", "Stops a connector and removes its tasks until it is resumed.",
                new Answer(204, "The connector will be stopped.")) { Errors = [404, 409] }),
        new("POST /connectors/{name}/tasks/{task}/restart",
            new("restartTask", "Restarts a task.", new Answer(204, "It is restarted.")) { Errors = [404, 409] }),
    ];

    private static IEnumerable<KeyValuePair<string, Operation>> OffsetsAndTopics() =>
    [
        new("GET /connectors/{name}/offsets", new("getOffsets", "Returns a connector's offsets.", Ok("The offsets.", Offsets())) { Errors = [404] }),
        new("PATCH /connectors/{name}/offsets",
            new("alterConnectorOffsets", "Changes offsets of a stopped connector; null resets an offset.",
                Ok("They are stored.", Said("The offsets for this connector have been altered successfully")))
        {
            Body = Offsets(),
            Errors = [400, 404, 409],
        }),
        new("DELETE /connectors/{name}/offsets",
            new("resetConnectorOffsets", "Resets the offsets of a stopped connector.",
                Ok("They are forgotten.", Said("The offsets for this connector have been reset successfully"))) { Errors = [400, 404, 409] }),
        new("GET /connectors/{name}/topics", new(
            "getConnectorActiveTopics",
            "Lists the topics that a connector has used.",
            Ok("The topics.",
                Content.Of(Json.IReadOnlyDictionaryStringActiveTopics, new Dictionary<string, ActiveTopics> { [Examples.Name] = new(["orders"]) })))
        {
            Errors = [403],
        }),
        new("GET /connectors/{name}/logs", new(
            "getConnectorLogs",
            "Returns the last log lines of a connector and its tasks on this worker.",
            Ok("The lines, oldest first.", Content.Of(Json.ConnectorLogs, Examples.Logs)))
        {
            Query = [new("lines", "The maximum number of lines.", """{"type":"integer","minimum":1,"maximum":200,"default":100}""", 100)],
            Errors = [400, 404],
        }),
        new("PUT /connectors/{name}/topics/reset",
            new("resetConnectorActiveTopics", "Resets the list of topics that a connector has used.",
                new Answer(202, "They are forgotten.")) { Errors = [403] }),
    ];

    private static IEnumerable<KeyValuePair<string, Operation>> Plugins() =>
    [
        new("GET /connector-plugins",
            new("listConnectorPlugins", "Lists the worker's plugins.",
                Ok("The plugins.", Content.Of(Json.IReadOnlyListPluginInfo, [Examples.Plugin])))
        {
            Query = [new(
                "connectorsOnly", "Only connectors; otherwise also converters, transforms and predicates.", """{"type":"boolean","default":true}""",
                false)],
        }),
        new("GET /connector-plugins/{name}/config",
            new("getConnectorConfigDef", "Lists the keys of a plugin.", Ok("The keys.", Content.Of(Json.IReadOnlyListConfigKeyInfo, [Examples.Key])))
        {
            Query = [new("version", "A version of the plugin, or a version range.", Name, "4.3.1")],
            Errors = [400, 404],
        }),
        new("PUT /connector-plugins/{name}/config/validate",
            new("validateConfigs", "Judges a configuration.",
                Ok("The validation result, including errors.", Content.Of(Json.ConfigValidation, Examples.Validation)))
        {
            Body = Config,
            Errors = [400],
        }),
    ];

    private static IEnumerable<KeyValuePair<string, Operation>> Plans() =>
    [
        new("GET /plan",
            new("getPlan", "What the connectors that the application declares do to those that there are.", Ok("A plan for each.", Plan()))),
        new("POST /plan", new("plan", "What configurations would do that an application declared.", Ok("A plan for each.", Plan()))
        {
            Body = Content.Of(
                Json.IReadOnlyDictionaryStringIReadOnlyDictionaryStringString,
                new Dictionary<string, IReadOnlyDictionary<string, string?>> { [Examples.Name] = Examples.Config }),
            Errors = [400],
        }),
    ];

    private static IEnumerable<KeyValuePair<string, Operation>> Loggers() =>
    [
        new("GET /admin/loggers", new(
            "listLoggers",
            "Lists the loggers that have a level.",
            Ok("The levels.",
                Content.Of(Json.IReadOnlyDictionaryStringLoggerLevel, new Dictionary<string, LoggerLevel> { ["root"] = Examples.Level })))),
        new("GET /admin/loggers/{logger}",
            new("getLogger", "Returns the level of a logger.", Ok("The level.", Content.Of(Json.LoggerLevel, Examples.Level))) { Errors = [404] }),
        new("PUT /admin/loggers/{logger}", new(
            "setLevel",
            "Sets the level of a logger and of the loggers below it.",
            Ok("The loggers whose level has changed.", Content.Of(Json.IReadOnlyListString, ["Connect.Runtime", "Connect.Runtime.Sources"])),
            new Answer(204, "With scope=cluster: every worker sets the level."))
        {
            Body = Content.Of(Json.IReadOnlyDictionaryStringString, new Dictionary<string, string?> { ["level"] = "DEBUG" }),
            Query = [new(
                "scope", "Only this worker, or every worker of the cluster.", """{"type":"string","enum":["worker","cluster"],"default":"worker"}""",
                "worker")],
            Errors = [400, 404],
        }),
    ];

    private static Answer Ok(string description, params Content[] bodies) => new(StatusCodes.Status200OK, description, bodies);

    private static Content Health(string status, string message) => Content.Of(Json.WorkerHealth, new WorkerHealth(status, message));

    /// <summary>The body of a probe: the member <c>connectors</c> is an object with the states of each connector.</summary>
    private static Content Probe(string status, string message) =>
        new(Json.JsonObject,
            new JsonObject
            {
                ["status"] = status,
                ["message"] = message,
                ["connectors"] = new JsonObject { [Examples.Name] = "RUNNING, tasks: 1 RUNNING" }
            });

    private static Content Said(string message) => Content.Of(Json.ConnectMessage, new ConnectMessage(message));

    private static Content Offsets() => Content.Of(Json.ConnectorOffsets, Examples.Offsets);

    private static Content Plan() => Content.Of(
        Json.IReadOnlyListDeclarationPlan,
        [new(Examples.Name, DeclarationAction.Update, "The declaration has changed.", [new("topic", "orders", "orders-v2")], [])]);
}
