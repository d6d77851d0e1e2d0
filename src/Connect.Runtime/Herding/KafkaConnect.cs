using Connect.Runtime.Configuration;
using Connect.Runtime.Herding.Distributed;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>Manages the connectors of a worker in any mode: reads from its stores, validates configurations, and passes changes to its
/// herder.</summary>
/// <param name="running">The worker; null until it has started.</param>
/// <param name="stalls">Reports stalled tasks; null to report none.</param>
/// <param name="declarations">The application's declarations; null for none.</param>
internal sealed partial class KafkaConnect(
    Func<WorkerRuntime?> running, TaskStallFeed? stalls = null, Declarations? declarations = null) : IKafkaConnect, IWorkerFacts
{
    /// <summary>Bounds the request for the cluster id while Kafka is unavailable: it is only a detail of the answer.</summary>
    private static readonly TimeSpan ClusterIdTimeout = TimeSpan.FromSeconds(5);

    private readonly TaskStallFeed _stalls = stalls ?? new TaskStallFeed();
    private volatile string? _clusterId;
    private bool _isForRest;

    /// <inheritdoc/>
    public bool IsReady => running() is { IsReady: true };

    /// <inheritdoc/>
    public IObservable<TaskStall> Stalls => _stalls;

    /// <inheritdoc/>
    public string? Unreachable => Cluster?.Trouble ?? running()?.Engine.Clients.Outages.FirstOrDefault(outage => outage.IsTotal)?.Describe();

    /// <inheritdoc/>
    public IReadOnlyList<ConnectorTaskId> Stalled =>
        running() is { Engine: var engine }
            ? [.. engine.Troubles.All.Concat(engine.Stalls.Away).Where(trouble => !trouble.Kind.MayBeNormal()).Select(trouble => trouble.Task)
                .Distinct().Order()] : [];

    /// <inheritdoc/>
    public string WorkerId => Worker.Engine.Settings.WorkerId;

    /// <inheritdoc/>
    public bool IsTopicTrackingEnabled => Worker.Engine.Settings.IsTopicTrackingEnabled;

    /// <inheritdoc/>
    public bool IsTopicTrackingResetAllowed => Worker.Engine.Settings.IsTopicTrackingResetAllowed;

    /// <summary>The herder of a cluster's worker; null for a standalone worker, or before the start.</summary>
    public DistributedHerder? Cluster => running()?.Herder as DistributedHerder;

    /// <summary>How many changes the REST API executes concurrently.</summary>
    public int MaxConcurrentWrites => Worker.Engine.Settings.MaxConcurrentWrites;

    /// <summary>Masks literal passwords in the REST API's answers; null if they are shown.</summary>
    public PasswordMask? Mask => Worker is var worker && worker.Engine.Settings.HidesPasswords ? new PasswordMask(worker) : null;

    /// <summary>The same worker for its REST API, which itself forwards requests to other workers, with the client's credentials.</summary>
    public KafkaConnect ForRest => field ??= new KafkaConnect(running, _stalls, declarations) { _isForRest = true };

    private WorkerRuntime Worker =>
        running() ?? throw new InvalidOperationException("The Kafka Connect worker has not started yet: it starts with the application's host.");

    /// <inheritdoc/>
    public async Task<string?> GetKafkaClusterIdAsync(CancellationToken cancellationToken = default)
    {
        if (_clusterId is not null)
            return _clusterId;
        var engine = Worker.Engine;
        using var timeout = new CancellationTokenSource(ClusterIdTimeout, engine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var admin = engine.Clients.CreateAdmin(engine.ClientConfigs.WorkerAdmin("connect-cluster-id"));
        await using (admin.ConfigureAwait(false))
        {
            try
            {
                return _clusterId = await admin.GetClusterIdAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                // The worker itself answers; the statuses of its connectors tell that Kafka is unavailable.
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken = default) => Change(herder => herder.PingAsync(cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetConnectorsAsync(CancellationToken cancellationToken = default) => Read(worker => worker.Views.Names);

    /// <inheritdoc/>
    public Task<ConnectorInfo> GetConnectorAsync(string name, CancellationToken cancellationToken = default) =>
        Read(worker => worker.Views.InfoOf(name));

    /// <inheritdoc/>
    public Task<IReadOnlyList<TaskInfo>> GetTasksAsync(string name, CancellationToken cancellationToken = default) =>
        Read(worker => worker.Views.TasksOf(name));

    /// <inheritdoc/>
    public Task<ConnectorStatus> GetConnectorStatusAsync(string name, CancellationToken cancellationToken = default) =>
        Read(worker => worker.Views.StatusOf(name));

    /// <summary>The statuses of many connectors, in order, without those of which nothing is known.</summary>
    public IReadOnlyList<ConnectorStatus> GetConnectorStatuses(IReadOnlyList<string> names) => Worker.Views.StatusesOf(names);

    /// <inheritdoc/>
    public Task<ConnectorTaskStatus> GetTaskStatusAsync(ConnectorTaskId id, CancellationToken cancellationToken = default) =>
        Read(worker => worker.Views.StatusOf(id));

    /// <inheritdoc/>
    public async Task<ConnectorInfo> CreateConnectorAsync(
        string name, IReadOnlyDictionary<string, string?> config, TargetState? initialState = null, CancellationToken cancellationToken = default)
    {
        var worker = Worker;
        var asked = new ConnectorConfig(name, config);
        await ValidateAsync(worker, asked, asked.Properties, cancellationToken).ConfigureAwait(false);
        await HerderOf(worker).PutConnectorAsync(asked, initialState, mayReplace: false, basis: null, cancellationToken).ConfigureAwait(false);
        return worker.Views.InfoOf(name);
    }

    /// <inheritdoc/>
    public async Task<ConnectorUpdate> PutConnectorConfigAsync(
        string name, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default)
    {
        var worker = Worker;
        var asked = new ConnectorConfig(name, config);
        await ValidateAsync(worker, asked, asked.Properties, cancellationToken).ConfigureAwait(false);
        var isNew = await HerderOf(worker).PutConnectorAsync(asked, null, mayReplace: true, basis: null, cancellationToken).ConfigureAwait(false);
        return new ConnectorUpdate(isNew == true, worker.Views.InfoOf(name));
    }

    /// <inheritdoc/>
    public async Task<ConnectorInfo> PatchConnectorConfigAsync(
        string name, IReadOnlyDictionary<string, string?> patch, CancellationToken cancellationToken = default)
    {
        var worker = Worker;
        while (true)
        {
            var basis = worker.Views.ConfigOf(name);
            var merged = Merge(basis, patch);
            var asked = new ConnectorConfig(name, merged);

            // Validate the merged properties: a patch may remove the name, which is an error.
            await ValidateAsync(worker, asked, merged, cancellationToken).ConfigureAwait(false);

            // If somebody changed the configuration during the validation, apply the patch again on top of that change.
            if (await HerderOf(worker).PutConnectorAsync(asked, null, mayReplace: true, basis, cancellationToken).ConfigureAwait(false) is not null)
                return worker.Views.InfoOf(name);
        }
    }

    /// <inheritdoc/>
    public Task DeleteConnectorAsync(string name, CancellationToken cancellationToken = default) =>
        Change(herder => herder.DeleteConnectorAsync(name, cancellationToken));

    /// <inheritdoc/>
    public Task PauseConnectorAsync(string name, CancellationToken cancellationToken = default) =>
        Change(herder => herder.SetTargetStateAsync(name, TargetState.Paused, cancellationToken));

    /// <inheritdoc/>
    public Task ResumeConnectorAsync(string name, CancellationToken cancellationToken = default) =>
        Change(herder => herder.SetTargetStateAsync(name, TargetState.Started, cancellationToken));

    /// <inheritdoc/>
    public Task StopConnectorAsync(string name, CancellationToken cancellationToken = default) =>
        Change(herder => herder.StopConnectorAsync(name, cancellationToken));

    /// <inheritdoc/>
    public Task RestartConnectorAsync(string name, CancellationToken cancellationToken = default) =>
        Change(herder => herder.RestartConnectorAsync(name, cancellationToken));

    /// <inheritdoc/>
    public async Task<ConnectorStatus> RestartConnectorAndTasksAsync(RestartRequest request, CancellationToken cancellationToken = default) =>
        await HerderOf(Worker).RestartAsync(request, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task RestartTaskAsync(ConnectorTaskId id, CancellationToken cancellationToken = default) =>
        Change(herder => herder.RestartTaskAsync(id, cancellationToken));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConnectorOffset>> GetOffsetsAsync(string name, CancellationToken cancellationToken = default)
    {
        var worker = Worker;
        return await new OffsetAdmin(worker.Engine, worker.Views).GetAsync(worker.Views.ConfigOf(name), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<string> AlterOffsetsAsync(string name, IReadOnlyList<ConnectorOffset> offsets, CancellationToken cancellationToken = default)
    {
        if (offsets is not { Count: > 0 })
            throw new BadRequestException("Partitions / offsets need to be provided for an alter offsets request");
        return await HerderOf(Worker).ChangeOffsetsAsync(name, offsets, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<string> ResetOffsetsAsync(string name, CancellationToken cancellationToken = default) =>
        await HerderOf(Worker).ChangeOffsetsAsync(name, null, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetActiveTopicsAsync(string name, CancellationToken cancellationToken = default) =>
        Read(worker => worker.Engine.Statuses.GetTopics(name));

    /// <inheritdoc/>
    public Task ResetActiveTopicsAsync(string name, CancellationToken cancellationToken = default) => Read(worker =>
    {
        worker.Engine.Statuses.RemoveTopics(name);
        return true;
    });

    /// <inheritdoc/>
    public IReadOnlyList<PluginInfo> GetPlugins(bool connectorsOnly) => Worker.Plugins.GetPlugins(connectorsOnly);

    /// <inheritdoc/>
    public IReadOnlyList<ConfigKeyInfo> GetPluginConfig(string className, string? version = null) =>
        Worker.Plugins.GetPluginConfig(className, version);

    /// <inheritdoc/>
    public async Task<ConfigInfos> ValidateConnectorConfigAsync(
        IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default) =>
        await FindErrorsAsync(Worker, config, cancellationToken).ConfigureAwait(false);

    /// <summary>Validates the configuration of a connector, and warns of unknown keys.</summary>
    /// <exception cref="BadRequestException">The configuration is invalid; the message lists every error.</exception>
    public static async Task ValidateAsync(
        WorkerRuntime worker, ConnectorConfig asked, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        var found = await FindErrorsAsync(worker, config, cancellationToken).ConfigureAwait(false);
        if (found.CreationError is { } creationError)
            throw new ConfigException(creationError);
        if (found is { ErrorCount: 0, Faults.Count: 0 })
        {
            foreach (var (key, remedy) in UnknownKeys.Find(asked.Properties, found))
                Log.UnknownKey(worker.Engine.Loggers.CreateLogger<KafkaConnect>(), asked.Name, key, remedy);
            return;
        }

        var errors = found.Configs.SelectMany(entry => entry.Value.Errors).Concat(found.Faults.Select(fault => fault.Error))
            .Select(error => "\n" + error);
        throw new BadRequestException(
            $"Connector configuration is invalid and contains the following {found.ErrorCount + found.Faults.Count} error(s):{string.Concat(errors)}"
            + "\nYou can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`");
    }

    private static OrderedDictionary<string, string?> Merge(ConnectorConfig basis, IReadOnlyDictionary<string, string?> patch)
    {
        var merged = new OrderedDictionary<string, string?>(basis.Properties, StringComparer.Ordinal);
        foreach (var (key, value) in patch)
        {
            if (value is null)
                merged.Remove(key);
            else
                merged[key] = value;
        }

        return merged;
    }

    /// <summary>Validates on the plugin threads, because validation calls the connector. Waits only as long as the caller does.</summary>
    private static Task<ConfigInfos> FindErrorsAsync(
        WorkerRuntime worker, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        var (plugins, stalls) = (worker.Plugins, worker.Engine.Stalls);
        return worker.Engine.PluginThreads.StartAsync(async () =>
        {
            var calls = stalls.Watch(config.GetValueOrDefault(ConnectorKeys.Name) ?? "(unnamed)");
            calls.Begin(TaskCall.Validate);
            try
            {
                return await plugins.ValidateConnectorConfigAsync(config, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                stalls.Forget(calls);
            }
        }).WaitAsync(cancellationToken);
    }

    /// <summary>Executes a read synchronously; exceptions are returned in the task.</summary>
    private Task<T> Read<T>(Func<WorkerRuntime, T> read)
    {
        try
        {
            return Task.FromResult(read(Worker));
        }
        catch (Exception e) when (e is ConnectException or InvalidOperationException)
        {
            return Task.FromException<T>(e);
        }
    }

    /// <summary>The herder to call; in a cluster, one that sends calls to the worker that can execute them.</summary>
    private IHerder HerderOf(WorkerRuntime worker) =>
        !_isForRest && worker.Herder is DistributedHerder cluster ? new ForwardingHerder(cluster) : worker.Herder;

    private async Task Change(Func<IHerder, Task> change) => await change(HerderOf(Worker)).ConfigureAwait(false);
}
