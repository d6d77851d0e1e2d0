namespace Connect.Runtime;

/// <summary>Manages the connectors of one Kafka Connect worker or cluster: everything that the REST API can do, for code in the same
/// process.</summary>
/// <remarks>
/// <para>Inject it into any service; for a worker added with <c>AddKeyedKafkaConnect</c>, use its name as the key. All members are thread-safe. Until
/// the worker has started with the application's host, every call throws an <see cref="InvalidOperationException"/>; check
/// <see cref="IsReady"/>.</para>
/// <para>Changes to one connector are made in the order of the calls. A connector that is slow or hangs delays only calls about itself. A cancelled
/// call stops waiting; the change may still be made.</para>
/// <para>The exceptions map to HTTP: <see cref="ConnectorNotFoundException"/> 404, <see cref="ConnectorAlreadyExistsException"/> and
/// <see cref="RebalanceInProgressException"/> 409, <see cref="BadRequestException"/> 400, any other 500. Corresponds to
/// <c>org.apache.kafka.connect.runtime.Herder</c>.</para>
/// </remarks>
public interface IKafkaConnect
{
    /// <summary>Whether the worker has started and answers.</summary>
    bool IsReady { get; }

    /// <summary>The worker's id, as shown in statuses.</summary>
    string WorkerId { get; }

    /// <summary>Whether the worker tracks the topics that connectors use (<c>topic.tracking.enable</c>). If not, REST answers 403.</summary>
    bool IsTopicTrackingEnabled { get; }

    /// <summary>Whether users may reset the tracked topics of connectors (<c>topic.tracking.allow.reset</c>). If not, REST answers 403.</summary>
    bool IsTopicTrackingResetAllowed { get; }

    /// <summary>Notifies about running tasks that are stalled (an unreachable broker, a put that does not return, a missing topic, …), and when a
    /// stall ends. The task's status and the log show the same.</summary>
    /// <remarks>You may subscribe before the worker has started. Stalls that began before the subscription are not reported; see the statuses. Each
    /// observer is called sequentially and independently of others; its exceptions are logged. It is completed when the worker has stopped.</remarks>
    IObservable<TaskStall> Stalls { get; }

    /// <summary>Gets the id of the Kafka cluster; null if it is not known (the embedded broker; Kafka does not answer within 5 seconds).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<string?> GetKafkaClusterIdAsync(CancellationToken cancellationToken = default);

    /// <summary>Completes once the worker has processed every change queued before this call: a health check.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task PingAsync(CancellationToken cancellationToken = default);

    /// <summary>Gets the names of all connectors.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<string>> GetConnectorsAsync(CancellationToken cancellationToken = default);

    /// <summary>Gets a connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task<ConnectorInfo> GetConnectorAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Gets the tasks of a connector, by number.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task<IReadOnlyList<TaskInfo>> GetTasksAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Gets the status of a connector and its tasks.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorNotFoundException">Nothing is known of it.</exception>
    Task<ConnectorStatus> GetConnectorStatusAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Gets the status of a task.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorNotFoundException">Nothing is known of it.</exception>
    Task<ConnectorTaskStatus> GetTaskStatusAsync(ConnectorTaskId id, CancellationToken cancellationToken = default);

    /// <summary>Creates a connector. The configuration is validated first.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="config">Its configuration, with unresolved variables; <c>name</c> is added when it is missing.</param>
    /// <param name="initialState">What it is to do at first; null to run.</param>
    /// <param name="cancellationToken">Stops waiting; the change may be made anyway.</param>
    /// <exception cref="BadRequestException">The configuration is not valid; the message lists every error.</exception>
    /// <exception cref="ConnectorAlreadyExistsException">There is one of this name.</exception>
    Task<ConnectorInfo> CreateConnectorAsync(
        string name, IReadOnlyDictionary<string, string?> config, TargetState? initialState = null, CancellationToken cancellationToken = default);

    /// <summary>Sets the configuration of a connector; creates the connector if it does not exist.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="config">Its configuration, with unresolved variables.</param>
    /// <param name="cancellationToken">Stops waiting; the change may be made anyway.</param>
    /// <exception cref="BadRequestException">The configuration is not valid; the message lists every error.</exception>
    Task<ConnectorUpdate> PutConnectorConfigAsync(
        string name, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default);

    /// <summary>Changes some keys of a connector's configuration.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="patch">The keys to set; null removes a key.</param>
    /// <param name="cancellationToken">Stops waiting; the change may be made anyway.</param>
    /// <exception cref="BadRequestException">The resulting configuration is not valid.</exception>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task<ConnectorInfo> PatchConnectorConfigAsync(
        string name, IReadOnlyDictionary<string, string?> patch, CancellationToken cancellationToken = default);

    /// <summary>Stops and deletes a connector. Its offsets stay.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Stops waiting; the change may be made anyway.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task DeleteConnectorAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Requests a pause; does not wait until the connector is paused.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Stops waiting; the change may be made anyway.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task PauseConnectorAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Requests that a paused or stopped connector runs; does not wait until it does.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Stops waiting; the change may be made anyway.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task ResumeConnectorAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Stops a connector and removes its tasks.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Stops waiting; the change may be made anyway.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task StopConnectorAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Restarts only the connector, not its tasks, and waits until it runs.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Stops waiting; the restart may be made anyway.</param>
    /// <exception cref="ConnectException">There is none of this name, or it failed to start.</exception>
    Task RestartConnectorAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Restarts a connector and its tasks as requested; does not wait until they run.</summary>
    /// <param name="request">What to restart.</param>
    /// <param name="cancellationToken">Stops waiting; the restart may be made anyway.</param>
    /// <returns>The plan: everything that is restarted has the state <c>Restarting</c>.</returns>
    /// <exception cref="ConnectorNotFoundException">There is none of this name, or its status is not known yet.</exception>
    Task<ConnectorStatus> RestartConnectorAndTasksAsync(RestartRequest request, CancellationToken cancellationToken = default);

    /// <summary>Restarts one task.</summary>
    /// <param name="id">The task.</param>
    /// <param name="cancellationToken">Stops waiting; the restart may be made anyway.</param>
    /// <exception cref="ConnectException">There is no such task.</exception>
    Task RestartTaskAsync(ConnectorTaskId id, CancellationToken cancellationToken = default);

    /// <summary>Gets the stored offsets of a connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task<IReadOnlyList<ConnectorOffset>> GetOffsetsAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Changes offsets of a stopped connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="offsets">The new offsets.</param>
    /// <param name="cancellationToken">Stops waiting; the change may be made anyway.</param>
    /// <returns>The message for the user.</returns>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    /// <exception cref="BadRequestException">The connector is not stopped, or the offsets are empty or not well-formed.</exception>
    Task<string> AlterOffsetsAsync(string name, IReadOnlyList<ConnectorOffset> offsets, CancellationToken cancellationToken = default);

    /// <summary>Resets all offsets of a stopped connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Stops waiting; the change may be made anyway.</param>
    /// <returns>The message for the user.</returns>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    /// <exception cref="BadRequestException">The connector is not stopped.</exception>
    Task<string> ResetOffsetsAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Gets the topics that a connector has used since it was created or since the last reset; empty for an unknown connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<string>> GetActiveTopicsAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Forgets the topics that a connector has used.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task ResetActiveTopicsAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Lists plugins in Kafka Connect's order: sinks, sources, transformations, predicates, converters, header converters.</summary>
    /// <param name="connectorsOnly">Whether to list only connectors.</param>
    IReadOnlyList<PluginInfo> GetPlugins(bool connectorsOnly);

    /// <summary>Gets the keys that a plugin reads.</summary>
    /// <param name="className">The plugin, by any of its names.</param>
    /// <param name="version">The required version or range; null or <c>latest</c> for any.</param>
    /// <exception cref="ConnectorNotFoundException">There is no such plugin.</exception>
    /// <exception cref="BadRequestException">The keys of this kind of plugin are not shown.</exception>
    IReadOnlyList<ConfigKeyInfo> GetPluginConfig(string className, string? version = null);

    /// <summary>Validates the configuration of a connector.</summary>
    /// <param name="config">The configuration, with unresolved variables.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result, including all errors.</returns>
    /// <exception cref="BadRequestException">There is no <c>connector.class</c>, or no plugin of that name.</exception>
    Task<ConfigInfos> ValidateConnectorConfigAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default);

    /// <summary>Shows what declaring connectors does to those that there are, without doing it.</summary>
    /// <remarks>Passwords are shown as <c>[hidden]</c>.</remarks>
    /// <param name="declared">The configurations by the connectors' names; null for what this application declares, in code and in its
    /// settings.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A plan for each connector that is declared, by name.</returns>
    Task<IReadOnlyList<DeclarationPlan>> PlanAsync(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>>? declared = null, CancellationToken cancellationToken = default);
}
