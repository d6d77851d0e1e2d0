using System.Globalization;
using System.Net;
using System.Text.Json.Serialization.Metadata;

namespace Connect.Client;

/// <summary>A client for Kafka Connect's REST API: workers of Connect.Sdk and of Apache Kafka.</summary>
/// <remarks>
/// <para>Register it with <c>services.AddKafkaConnectClient()</c>, or create it with an <see cref="HttpClient"/> that has a base address.
/// Thread-safe.</para>
/// <para>Every method throws <see cref="KafkaConnectException"/> if the worker returns an error, <see cref="HttpRequestException"/> if it cannot be
/// reached or does not answer like Kafka Connect, and <see cref="OperationCanceledException"/> if the call is cancelled or the client's timeout runs
/// out. Requests are not retried; see <see cref="KafkaConnectException.IsTransient"/>.</para>
/// </remarks>
public sealed partial class KafkaConnectClient
{
    private readonly RestCaller _rest;
    private readonly TimeProvider _time;

    /// <summary>Creates a client.</summary>
    /// <param name="http">Sends the requests. Its base address is the API's, with the prefix where it has one: <c>http://worker:8083</c> or
    /// <c>https://application/connect</c>.</param>
    /// <param name="time">The clock of the waiting methods; null for the system's.</param>
    /// <exception cref="ArgumentException">The client has no base address.</exception>
    public KafkaConnectClient(HttpClient http, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        _rest = new RestCaller(http);
        _time = time ?? TimeProvider.System;
    }

    private static ConnectJson Json => ConnectJson.Default;

    /// <summary>Gets the worker's version, commit and Kafka cluster.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ServerInfo> GetServerInfoAsync(CancellationToken cancellationToken = default) => GetAsync("", Json.ServerInfo, cancellationToken);

    /// <summary>Gets the worker's health (since Kafka 3.9), also while it is starting or unhealthy.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<WorkerHealth> GetHealthAsync(CancellationToken cancellationToken = default) =>
        _rest.GetAsync("health", Json.WorkerHealth, cancellationToken, HttpStatusCode.ServiceUnavailable, HttpStatusCode.InternalServerError);

    /// <summary>Gets the names of the connectors.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyList<string>> GetConnectorsAsync(CancellationToken cancellationToken = default) =>
        GetAsync("connectors", Json.IReadOnlyListString, cancellationToken);

    /// <summary>Gets the connectors with their status and configuration.</summary>
    /// <param name="status">Whether to include the status.</param>
    /// <param name="info">Whether to include configuration and tasks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyDictionary<string, ExpandedConnector>> GetExpandedConnectorsAsync(
        bool status = true, bool info = true, CancellationToken cancellationToken = default) =>
        GetAsync((status, info) switch
        {
            (true, true) => "connectors?expand=status&expand=info",
            (true, false) => "connectors?expand=status",
            (false, true) => "connectors?expand=info",
            _ => "connectors?expand=none",
        }, Json.IReadOnlyDictionaryStringExpandedConnector, cancellationToken);

    /// <summary>What the connectors that the worker's application declares do to those that there are. Workers of Connect.Sdk alone know
    /// it.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyList<DeclarationPlan>> GetPlanAsync(CancellationToken cancellationToken = default) =>
        GetAsync("plan", Json.IReadOnlyListDeclarationPlan, cancellationToken);

    /// <summary>What configurations would do that an application declared. Nothing is changed. Workers of Connect.Sdk alone know it.</summary>
    /// <param name="declared">The configurations by the connectors' names.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyList<DeclarationPlan>> PlanAsync(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> declared, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Post, "plan", declared, Json.IReadOnlyDictionaryStringIReadOnlyDictionaryStringString, Json.IReadOnlyListDeclarationPlan,
            cancellationToken);

    /// <summary>A connector: its configuration and its tasks.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ConnectorInfo> GetConnectorAsync(string connector, CancellationToken cancellationToken = default) =>
        GetAsync(PathOf(connector), Json.ConnectorInfo, cancellationToken);

    /// <summary>Gets the configuration of a connector.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyDictionary<string, string?>> GetConfigAsync(string connector, CancellationToken cancellationToken = default) =>
        GetAsync(PathOf(connector) + "/config", Json.IReadOnlyDictionaryStringString, cancellationToken);

    /// <summary>Gets the status of a connector and its tasks.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ConnectorStatus> GetStatusAsync(string connector, CancellationToken cancellationToken = default) =>
        GetAsync(PathOf(connector) + "/status", Json.ConnectorStatus, cancellationToken);

    /// <summary>Gets the tasks of a connector with their configurations.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyList<TaskInfo>> GetTasksAsync(string connector, CancellationToken cancellationToken = default) =>
        GetAsync(PathOf(connector) + "/tasks", Json.IReadOnlyListTaskInfo, cancellationToken);

    /// <summary>Gets the status of a task.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="task">The task's number, from 0.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<TaskStatus> GetTaskStatusAsync(string connector, int task, CancellationToken cancellationToken = default) =>
        GetAsync(FormattableString.Invariant($"{PathOf(connector)}/tasks/{task}/status"), Json.TaskStatus, cancellationToken);

    /// <summary>Creates a connector.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="cancellationToken">Cancels the call; the connector may be created anyway.</param>
    /// <returns>The connector; its tasks may not be known yet.</returns>
    public Task<ConnectorInfo> CreateConnectorAsync(CreateConnectorRequest connector, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "connectors", connector, Json.CreateConnectorRequest, Json.ConnectorInfo, cancellationToken);

    /// <summary>Sets the configuration of a connector; creates the connector if it does not exist. Setting the same configuration again changes
    /// nothing.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="config">The whole configuration.</param>
    /// <param name="cancellationToken">Cancels the call; the configuration may be stored anyway.</param>
    public Task<ConnectorInfo> PutConfigAsync(
        string connector, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, PathOf(connector) + "/config", config, Json.IReadOnlyDictionaryStringString, Json.ConnectorInfo, cancellationToken);

    /// <summary>Changes some keys of a connector's configuration (since Kafka 3.8).</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="changes">The keys with their new values; null removes a key.</param>
    /// <param name="cancellationToken">Cancels the call; the configuration may be stored anyway.</param>
    public Task<ConnectorInfo> PatchConfigAsync(
        string connector, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Patch, PathOf(connector)
            + "/config", changes, Json.IReadOnlyDictionaryStringString, Json.ConnectorInfo, cancellationToken);

    /// <summary>Deletes a connector. Its offsets are kept.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task DeleteConnectorAsync(string connector, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Delete, PathOf(connector), cancellationToken);

    /// <summary>Pauses a connector and its tasks. Does not wait until they are paused.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task PauseAsync(string connector, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Put, PathOf(connector) + "/pause", cancellationToken);

    /// <summary>Resumes a paused or stopped connector. Does not wait until it runs.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task ResumeAsync(string connector, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Put, PathOf(connector) + "/resume", cancellationToken);

    /// <summary>Stops a connector and removes its tasks until it is resumed (since Kafka 3.5).</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task StopAsync(string connector, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Put, PathOf(connector) + "/stop", cancellationToken);

    /// <summary>Restarts a connector.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="includeTasks">Whether to restart its tasks, too.</param>
    /// <param name="onlyFailed">Whether to restart only failed instances.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The restart plan; null if both options are false and the connector has been restarted.</returns>
    public Task<ConnectorStatus?> RestartConnectorAsync(
        string connector, bool includeTasks = false, bool onlyFailed = false, CancellationToken cancellationToken = default) => _rest.SendAsync(
        HttpMethod.Post, $"{PathOf(connector)}/restart?includeTasks={Text(includeTasks)}&onlyFailed={Text(onlyFailed)}", null, Json.ConnectorStatus,
        cancellationToken);

    /// <summary>Restarts a task.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="task">The task's number, from 0.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task RestartTaskAsync(string connector, int task, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Post, FormattableString.Invariant($"{PathOf(connector)}/tasks/{task}/restart"), cancellationToken);

    /// <summary>Gets the offsets of a connector (since Kafka 3.5).</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<ConnectorOffset>> GetOffsetsAsync(string connector, CancellationToken cancellationToken = default) =>
        (await GetAsync(PathOf(connector) + "/offsets", Json.ConnectorOffsets, cancellationToken).ConfigureAwait(false)).Offsets;

    /// <summary>Changes offsets of a stopped connector (since Kafka 3.6).</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="offsets">The offsets to change; others are kept.</param>
    /// <param name="cancellationToken">Cancels the call; the offsets may be stored anyway.</param>
    /// <returns>The worker's message.</returns>
    public async Task<string> AlterOffsetsAsync(
        string connector, IReadOnlyList<ConnectorOffset> offsets, CancellationToken cancellationToken = default) =>
        (await SendAsync(
            HttpMethod.Patch, PathOf(connector)
                + "/offsets", new ConnectorOffsets(offsets), Json.ConnectorOffsets, Json.ConnectMessage,
                    cancellationToken).ConfigureAwait(false)).Message;

    /// <summary>Resets the offsets of a stopped connector (since Kafka 3.6).</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Cancels the call; the offsets may be reset anyway.</param>
    /// <returns>The worker's message.</returns>
    public async Task<string> ResetOffsetsAsync(string connector, CancellationToken cancellationToken = default) =>
        RestCaller.Require(
            await _rest.SendAsync(HttpMethod.Delete, PathOf(connector) + "/offsets", null, Json.ConnectMessage, cancellationToken)
                .ConfigureAwait(false)).Message;

    /// <summary>Gets the topics that a connector has used.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<string>> GetActiveTopicsAsync(string connector, CancellationToken cancellationToken = default) =>
        (await GetAsync(PathOf(connector) + "/topics", Json.IReadOnlyDictionaryStringActiveTopics, cancellationToken).ConfigureAwait(false))
            .GetValueOrDefault(connector)?.Topics ?? [];

    /// <summary>Resets the list of topics that a connector has used.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task ResetActiveTopicsAsync(string connector, CancellationToken cancellationToken = default) =>
        DoAsync(HttpMethod.Put, PathOf(connector) + "/topics/reset", cancellationToken);

    /// <summary>Gets the worker's plugins.</summary>
    /// <param name="connectorsOnly">Whether to list only connectors; otherwise also converters, transforms and predicates.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyList<PluginInfo>> GetPluginsAsync(bool connectorsOnly = true, CancellationToken cancellationToken = default) =>
        GetAsync("connector-plugins?connectorsOnly=" + Text(connectorsOnly), Json.IReadOnlyListPluginInfo, cancellationToken);

    /// <summary>Gets the keys of a plugin.</summary>
    /// <param name="plugin">Its class.</param>
    /// <param name="version">Its version or a version range; null for the newest.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyList<ConfigKeyInfo>> GetPluginConfigAsync(
        string plugin, string? version = null, CancellationToken cancellationToken = default) =>
        GetAsync($"connector-plugins/{Segment(plugin)}/config{(version is null ? "" : "?version=" + Uri.EscapeDataString(version))}",
            Json.IReadOnlyListConfigKeyInfo, cancellationToken);

    /// <summary>Validates a configuration. Errors are part of the result; they are not thrown.</summary>
    /// <param name="plugin">The connector's class.</param>
    /// <param name="config">The configuration, with <c>connector.class</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ConfigValidation> ValidateConfigAsync(
        string plugin, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, $"connector-plugins/{Segment(plugin)}/config/validate", config, Json.IReadOnlyDictionaryStringString,
            Json.ConfigValidation, cancellationToken);

    /// <summary>Gets the last log lines of a connector and its tasks on the worker that answers. An addition of Connect.Sdk; a worker of Apache Kafka
    /// Connect answers with 404.</summary>
    /// <param name="connector">The connector's name.</param>
    /// <param name="lines">The maximum number of lines, from 1 to 200; null for 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ConnectorLogs> GetLogsAsync(string connector, int? lines = null, CancellationToken cancellationToken = default) =>
        GetAsync(
            PathOf(connector) + "/logs" + (lines is { } count ? string.Create(CultureInfo.InvariantCulture, $"?lines={count}") : ""),
            Json.ConnectorLogs, cancellationToken);

    /// <summary>Gets the loggers that have a level.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyDictionary<string, LoggerLevel>> GetLoggersAsync(CancellationToken cancellationToken = default) =>
        GetAsync("admin/loggers", Json.IReadOnlyDictionaryStringLoggerLevel, cancellationToken);

    /// <summary>Gets the level of a logger.</summary>
    /// <param name="logger">The logger's name, or <c>root</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<LoggerLevel> GetLoggerAsync(string logger, CancellationToken cancellationToken = default) =>
        GetAsync("admin/loggers/" + Segment(logger), Json.LoggerLevel, cancellationToken);

    /// <summary>Sets the level of a logger and of the loggers below it.</summary>
    /// <param name="logger">The logger's name, or <c>root</c>.</param>
    /// <param name="level">The minimum level: <c>TRACE</c>, <c>DEBUG</c>, <c>INFO</c>, <c>WARN</c>, <c>ERROR</c>, <c>FATAL</c> or <c>OFF</c>.</param>
    /// <param name="wholeCluster">Whether to set it on every worker of the cluster (since Kafka 3.7) or only on this one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The loggers whose level has changed; empty for the whole cluster, which does not return them.</returns>
    public async Task<IReadOnlyList<string>> SetLoggerLevelAsync(
        string logger, string level, bool wholeCluster = false, CancellationToken cancellationToken = default) =>
        await _rest.SendAsync(
            HttpMethod.Put,
            $"admin/loggers/{Segment(logger)}?scope={(wholeCluster ? "cluster" : "worker")}",
            RestCaller.Body(new Dictionary<string, string?> { ["level"] = level }, Json.IReadOnlyDictionaryStringString),
            Json.IReadOnlyListString,
            cancellationToken).ConfigureAwait(false) ?? [];

    private static string PathOf(string connector) => "connectors/" + Segment(connector);

    /// <summary>Escapes a name as one path segment. A name of dots would change the path.</summary>
    private static string Segment(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name is "." or ".." ? throw new ArgumentException($"'{name}' cannot be used in a path.", nameof(name)) : Uri.EscapeDataString(name);
    }

    private static string Text(bool flag) => flag ? "true" : "false";

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
        where T : class => _rest.GetAsync(path, answer, cancellationToken);

    private async Task DoAsync(HttpMethod method, string path, CancellationToken cancellationToken) =>
        await _rest.SendAsync<ConnectMessage>(method, path, null, null, cancellationToken).ConfigureAwait(false);

    private async Task<TAnswer> SendAsync<TBody, TAnswer>(
        HttpMethod method, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answer, CancellationToken cancellationToken)
        where TAnswer : class
    {
        ArgumentNullException.ThrowIfNull(body);
        return RestCaller.Require(
            await _rest.SendAsync(method, path, RestCaller.Body(body, bodyType), answer, cancellationToken).ConfigureAwait(false));
    }
}
