using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.Herding;
using Connect.Runtime.Herding.Distributed;
using Connect.Runtime.Kafka;
using Connect.Runtime.Plugins;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Hosting;

/// <summary>Runs one worker for as long as the application runs.</summary>
/// <remarks>
/// <para>1. Resolve the variables of the worker's configuration. 2. Validate it against Kafka Connect's definitions and report all errors at once. 3.
/// Open the stores. 4. Validate the declared connectors: an invalid one fails the start, and after ten seconds the start no longer waits for a
/// validation that hangs. 5. Start the connectors in parallel, in the background: a slow one does not delay the application, and a failure appears in
/// its status and in the log. With <see cref="ConnectWorkerOptions.RequireConnectors"/> the start waits for the connectors and fails with the first
/// that fails.</para>
/// <para>If the application's web server serves a cluster's worker, all of this happens once the server listens: its address is the worker's id and
/// the URL for the other workers.</para>
/// <para>StopAsync stops every connector and task and commits the acknowledged offsets.</para>
/// </remarks>
/// <param name="name">The worker's name; null for the unnamed worker.</param>
/// <param name="options">The worker's settings.</param>
/// <param name="mode">Creates the worker's stores and herder.</param>
/// <param name="plugins">The worker's plugins.</param>
/// <param name="clients">Creates Kafka clients.</param>
/// <param name="address">Receives the URL of the worker's REST API.</param>
/// <param name="services">The service provider that constructs plugins.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">Creates loggers.</param>
internal sealed partial class ConnectWorkerService(
    string? name,
    ConnectWorkerOptions options,
    IWorkerMode mode,
    IEnumerable<PluginDescriptor> plugins,
    IKafkaClients clients,
    AdvertisedAddress address,
    IServiceProvider services,
    TimeProvider time,
    ILoggerFactory loggers) : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>How long the host's start waits for validations, which run the connector's own code.</summary>
    private static readonly TimeSpan ValidationTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StatusPollInterval = TimeSpan.FromMilliseconds(250);

    private readonly ILogger _logger = loggers.CreateLogger<ConnectWorkerService>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskStallFeed _stalls = new();
    private WorkerRuntime? _worker;
    private ConfigTransformer? _variables;
    private Task _starting = Task.CompletedTask;

    /// <summary>Whether the last offsets of ended tasks could not be stored.</summary>
    public bool HasUnstoredOffsets => _worker?.Engine.Troubles.WithoutStoredOffsets.Count > 0;

    /// <summary>Manages the worker's connectors.</summary>
    public IKafkaConnect Connect => field ??= new KafkaConnect(() => _worker, _stalls, Declared);

    private Declarations Declared => field ??=
        new Declarations([.. options.Connectors.Select(connector => new ConnectorConfig(connector.Key, connector.Value))], options.OverwriteDrift);

    /// <summary>Whether the worker's address is known only after the application's web server has started.</summary>
    private bool IsServedByApplication => options is { IsDistributed: true, ServesRestKeys: false };

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => IsServedByApplication ? Task.CompletedTask : RunAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => IsServedByApplication ? RunAsync(cancellationToken) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var registry = new PluginRegistry(plugins, services) { AddedBy = options.AddedBy };
        var application = services.GetService<IHostEnvironment>()?.ApplicationName ?? AppDomain.CurrentDomain.FriendlyName;
        var raw = options.ToProperties(application);
        var variables = _variables = new ConfigTransformer(ConfigProviders.Create(raw, registry, services), services.GetService<ResolvedSecrets>());
        var properties = (await variables.TransformAsync(raw, cancellationToken).ConfigureAwait(false)).Data;
        var config = WorkerConfig.Parse(properties, new PluginClasses(registry), options);
        var workerId = Identify(properties, application);
        using var scope = _logger.BeginScope(LogScope.OfWorker(workerId));
        foreach (var (key, reason) in WorkerConfig.FindKeysWithoutEffect(properties, options))
            Log.KeyWithoutEffect(_logger, key, reason);

        var worker = mode.Create(new WorkerSetup(workerId, config, registry, variables, clients, services, time, loggers));
        _stalls.Attach(worker.Engine.Troubles, _logger);
        try
        {
            await worker.StartAsync(cancellationToken).ConfigureAwait(false);
            _worker = worker;
            Log.Started(_logger, workerId, options.BootstrapServers);
            await StartConnectorsAsync(worker, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application stops while it starts: not a failure. StopAsync or DisposeAsync stops what already runs.
        }
        catch
        {
            _worker = null;
            await StopAsync(worker).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_worker is not { IsStarted: true } worker)
            return;
        await StopAsync(worker).ConfigureAwait(false);
        if (worker.Engine.Troubles.WithoutStoredOffsets is { Count: > 0 } unstored)
            Log.OffsetsNotStored(_logger, string.Join(", ", unstored.Select(entry => entry.Key)), unstored[0].Value);
        Log.Stopped(_logger);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_worker is { IsStarted: true } worker)
            await StopAsync(worker).ConfigureAwait(false);
        if (_variables is not null)
            await _variables.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>Determines the worker's id and sets its advertised URL.</summary>
    private string Identify(IReadOnlyDictionary<string, string?> properties, string application)
    {
        if (options.ServesRestKeys)
            address.Set(AdvertisedAddress.OfListeners(properties));
        if (!IsServedByApplication)
            return WorkerIdentity.IdOf(properties, options.ServesRestKeys, name, application);
        var served = address.OfServer(properties);
        if (Listener.ParseList($"http://{served.HostAndPort}")[0].IsLoopback)
            Log.OnlyThisMachine(_logger, served.Url);
        address.Set(served.Url);
        return name is null ? served.HostAndPort : $"{served.HostAndPort}/{name}";
    }

    private static ConnectException NotCreated(string connector, Exception exception) => NotCreated(connector, exception.Message, exception);

    private static ConnectException NotCreated(string connector, string reason, Exception? cause) =>
        new($"The connector '{connector}', which the application declares, cannot be created: {reason}", cause);

    private async Task StopAsync(WorkerRuntime worker)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await worker.DisposeAsync().ConfigureAwait(false);
        _stalls.Complete();
        await _starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task StartConnectorsAsync(WorkerRuntime worker, CancellationToken cancellationToken)
    {
        var validations = Declared.Connectors.Select(config => (config.Name, Config: ValidateAsync(worker, config, cancellationToken))).ToArray();
        await AwaitValidationsAsync([.. validations.Select(validation => validation.Config)], cancellationToken).ConfigureAwait(false);
        if (worker.Herder is DistributedHerder cluster)
        {
            _starting = DeclareAsync(cluster, validations);
            if (options.RequireConnectors)
                await Task.WhenAll(Declared.Connectors.Select(config => AwaitRunningAsync(worker, config.Name, cancellationToken)))
                    .ConfigureAwait(false);
            return;
        }

        var starts = validations.Select(validation => StartConnectorAsync(worker, validation.Name, validation.Config)).ToArray();
        _starting = Task.WhenAll(starts);
        if (!options.RequireConnectors)
            return;
        await foreach (var start in Task.WhenEach(starts).WithCancellation(cancellationToken).ConfigureAwait(false))
            await start.ConfigureAwait(false);
    }

    private static async Task<ConnectorConfig> ValidateAsync(WorkerRuntime worker, ConnectorConfig config, CancellationToken cancellationToken)
    {
        if (config[ConnectorKeys.Name] is { } other && other != config.Name)
            throw NotCreated(
                config.Name, $"its key '{ConnectorKeys.Name}' is '{other}'. Remove the key, or declare the connector as '{other}'.", null);
        try
        {
            await KafkaConnect.ValidateAsync(worker, config, config.Properties, cancellationToken).ConfigureAwait(false);
            return config;
        }
        catch (ConnectException exception)
        {
            // The message says everything; only a cause of its own has more to tell.
            throw NotCreated(config.Name, exception.Message, exception.InnerException);
        }
    }

    /// <summary>Applies the valid declarations in the cluster.</summary>
    private async Task DeclareAsync(DistributedHerder cluster, (string Name, Task<ConnectorConfig> Config)[] validations)
    {
        var valid = new List<ConnectorConfig>();
        foreach (var (connector, validation) in validations)
        {
            if (!validation.IsCompleted)
                Log.ValidationHangs(_logger, connector, ValidationTimeout);
            try
            {
                valid.Add(await validation.WaitAsync(_stopping.Token).ConfigureAwait(false));
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                Log.ConnectorNotStarted(_logger, connector, exception);
            }
        }

        await cluster.RunDeclaredAsync(Declared with { Connectors = valid }, _stopping.Token).ConfigureAwait(false);
    }

    /// <summary>Waits until a connector of the cluster is in its desired state, on whichever worker. A connector that was deleted over REST is left
    /// alone.</summary>
    private async Task AwaitRunningAsync(WorkerRuntime worker, string connector, CancellationToken cancellationToken)
    {
        while (true)
        {
            var action = (await Connect.PlanAsync(null, cancellationToken).ConfigureAwait(false)).First(plan => plan.Name == connector).Action;
            var status = worker.Engine.Statuses.Get(connector);
            if (action == DeclarationAction.Drift
                || (action == DeclarationAction.None && status?.State is (ConnectorState.Running or ConnectorState.Paused or ConnectorState.Stopped)))
                return;
            if (action == DeclarationAction.None && status?.State == ConnectorState.Failed)
                throw NotCreated(connector, new ConnectException(status.Trace ?? "it has failed."));
            await Task.Delay(StatusPollInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the validations; unless connectors are required, only up to the timeout. A failed validation fails the start.</summary>
    private async Task AwaitValidationsAsync(Task<ConnectorConfig>[] validations, CancellationToken cancellationToken)
    {
        using var overdue = new CancellationTokenSource(options.RequireConnectors ? Timeout.InfiniteTimeSpan : ValidationTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(overdue.Token, cancellationToken);
        try
        {
            await Task.WhenAll(validations).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (overdue.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            foreach (var failed in validations.Where(validation => validation.IsCompleted))
                await failed.ConfigureAwait(false);
        }
    }

    /// <summary>Starts a connector. Throws only if the application requires its connectors.</summary>
    private async Task StartConnectorAsync(WorkerRuntime worker, string name, Task<ConnectorConfig> validation)
    {
        if (!validation.IsCompleted)
            Log.ValidationHangs(_logger, name, ValidationTimeout);
        try
        {
            var config = await validation.WaitAsync(_stopping.Token).ConfigureAwait(false);
            await worker.Herder.PutConnectorAsync(config, null, mayReplace: true, basis: null, _stopping.Token).ConfigureAwait(false);
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // The application stops before the connector has started.
        }
        catch (Exception exception) when (!options.RequireConnectors)
        {
            Log.ConnectorNotStarted(_logger, name, exception);
        }
        catch (Exception exception)
        {
            throw NotCreated(name, exception);
        }
    }
}
