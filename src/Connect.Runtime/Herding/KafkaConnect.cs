using Connect.Runtime.Configuration;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>Manages the connectors of a worker in any mode: reads come from its stores, configurations are validated here, changes go to its herder.</summary>
/// <param name="running">The worker; null until it has started.</param>
internal sealed partial class KafkaConnect(Func<WorkerRuntime?> running) : IKafkaConnect
{
    /// <summary>The id is a detail of an answer that shows that the worker lives: nobody waits a minute for it while Kafka is away.</summary>
    private static readonly TimeSpan ClusterIdTimeout = TimeSpan.FromSeconds(5);

    private volatile string? _clusterId;

    /// <inheritdoc/>
    public bool IsReady => running() is { IsReady: true };

    /// <inheritdoc/>
    public string WorkerId => Worker.Engine.Settings.WorkerId;

    /// <inheritdoc/>
    public bool IsTopicTrackingEnabled => Worker.Engine.Settings.IsTopicTrackingEnabled;

    /// <inheritdoc/>
    public bool IsTopicTrackingResetAllowed => Worker.Engine.Settings.IsTopicTrackingResetAllowed;

    private WorkerRuntime Worker => running() ?? throw new InvalidOperationException("The Kafka Connect worker has not started yet: it starts with the application's host.");

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
                // The worker itself is there and answers; its connectors' statuses say that Kafka is away.
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken = default) => Change(herder => herder.PingAsync(cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetConnectorsAsync(CancellationToken cancellationToken = default) => Read(worker => worker.Views.Names);

    /// <inheritdoc/>
    public Task<ConnectorInfo> GetConnectorAsync(string name, CancellationToken cancellationToken = default) => Read(worker => worker.Views.InfoOf(name));

    /// <inheritdoc/>
    public Task<IReadOnlyList<TaskInfo>> GetTasksAsync(string name, CancellationToken cancellationToken = default) => Read(worker => worker.Views.TasksOf(name));

    /// <inheritdoc/>
    public Task<ConnectorStatus> GetConnectorStatusAsync(string name, CancellationToken cancellationToken = default) => Read(worker => worker.Views.StatusOf(name));

    /// <inheritdoc/>
    public Task<ConnectorTaskStatus> GetTaskStatusAsync(ConnectorTaskId id, CancellationToken cancellationToken = default) => Read(worker => worker.Views.StatusOf(id));

    /// <inheritdoc/>
    public async Task<ConnectorInfo> CreateConnectorAsync(
        string name, IReadOnlyDictionary<string, string?> config, TargetState? initialState = null, CancellationToken cancellationToken = default)
    {
        var worker = Worker;
        var asked = new ConnectorConfig(name, config);
        await ValidateAsync(worker, asked, asked.Properties, cancellationToken).ConfigureAwait(false);
        await worker.Herder.PutConnectorAsync(asked, initialState, mayReplace: false, basis: null, cancellationToken).ConfigureAwait(false);
        return worker.Views.InfoOf(name);
    }

    /// <inheritdoc/>
    public async Task<ConnectorUpdate> PutConnectorConfigAsync(
        string name, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default)
    {
        var worker = Worker;
        var asked = new ConnectorConfig(name, config);
        await ValidateAsync(worker, asked, asked.Properties, cancellationToken).ConfigureAwait(false);
        var isNew = await worker.Herder.PutConnectorAsync(asked, null, mayReplace: true, basis: null, cancellationToken).ConfigureAwait(false);
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

            // A patch may take the name away, which is an error of its own.
            await ValidateAsync(worker, asked, merged, cancellationToken).ConfigureAwait(false);

            // Somebody else may have changed it while it was validated: then their change is kept, and this one made to it.
            if (await worker.Herder.PutConnectorAsync(asked, null, mayReplace: true, basis, cancellationToken).ConfigureAwait(false) is not null)
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
        await Worker.Herder.RestartAsync(request, cancellationToken).ConfigureAwait(false);

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
        return await Worker.Herder.ChangeOffsetsAsync(name, offsets, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<string> ResetOffsetsAsync(string name, CancellationToken cancellationToken = default) =>
        await Worker.Herder.ChangeOffsetsAsync(name, null, cancellationToken).ConfigureAwait(false);

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
    public IReadOnlyList<ConfigKeyInfo> GetPluginConfig(string className, string? version = null) => Worker.Plugins.GetPluginConfig(className, version);

    /// <inheritdoc/>
    public async Task<ConfigInfos> ValidateConnectorConfigAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default) =>
        await FindErrorsAsync(Worker, config, cancellationToken).ConfigureAwait(false);

    /// <summary>Validates the configuration of a connector, and warns of keys that nothing reads.</summary>
    /// <exception cref="BadRequestException">It is not valid; the message lists every error.</exception>
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

        var errors = found.Configs.SelectMany(entry => entry.Value.Errors).Concat(found.Faults.Select(fault => fault.Error)).Select(error => "\n" + error);
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

    /// <summary>Validation calls the connector: on the plugins' threads, and only for as long as the caller waits.</summary>
    private static Task<ConfigInfos> FindErrorsAsync(WorkerRuntime worker, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) =>
        worker.Engine.PluginThreads.StartAsync(() => worker.Plugins.ValidateConnectorConfigAsync(config, cancellationToken)).WaitAsync(cancellationToken);

    /// <summary>Answers a read at once; what it throws comes with the task.</summary>
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

    private async Task Change(Func<IHerder, Task> change) => await change(Worker.Herder).ConfigureAwait(false);
}
