using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.Herding;
using Connect.Runtime.Kafka;
using Connect.Runtime.Plugins;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Hosting;

/// <summary>Runs one worker for as long as the application runs.</summary>
/// <remarks>
/// <para>1. Resolve the variables of the worker's configuration. 2. Check it against Kafka Connect's definitions, all errors at once. 3. Open the stores.
/// 4. Validate the connectors that code and settings declare; one that is not valid ends the start. 5. Start them, all at once, beside the host: a slow one does not hold the application up, and one that fails says so
/// in its status and in the log. With <see cref="ConnectWorkerOptions.RequireConnectors"/> the start waits for them and fails with the first that fails.</para>
/// <para>At the end every connector and task is stopped, and what is acknowledged is committed.</para>
/// </remarks>
/// <param name="name">The worker's name; null for the one without.</param>
/// <param name="options">What it is asked to be.</param>
/// <param name="mode">Makes its stores and herder.</param>
/// <param name="plugins">Its plugins.</param>
/// <param name="clients">Makes Kafka clients.</param>
/// <param name="services">Constructs plugins.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">Makes loggers.</param>
internal sealed partial class ConnectWorkerService(
    string? name,
    ConnectWorkerOptions options,
    IWorkerMode mode,
    IEnumerable<PluginDescriptor> plugins,
    IKafkaClients clients,
    IServiceProvider services,
    TimeProvider time,
    ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<ConnectWorkerService>();
    private readonly CancellationTokenSource _stopping = new();
    private WorkerRuntime? _worker;
    private ConfigTransformer? _variables;
    private Task _starting = Task.CompletedTask;

    /// <summary>Whether tasks have ended whose last offsets could not be stored.</summary>
    public bool HasUnstoredOffsets => _worker?.Engine.Troubles.WithoutStoredOffsets.Count > 0;

    /// <summary>Manages the worker's connectors.</summary>
    public IKafkaConnect Connect => field ??= new KafkaConnect(() => _worker);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var registry = new PluginRegistry(plugins, services) { AddedBy = options.AddedBy };
        var raw = options.ToProperties();
        var variables = _variables = new ConfigTransformer(ConfigProviders.Create(raw, registry, services), services.GetService<ResolvedSecrets>());
        var properties = (await variables.TransformAsync(raw, cancellationToken).ConfigureAwait(false)).Data;
        var config = WorkerConfig.Parse(properties, new PluginClasses(registry), options);
        var workerId = WorkerIdentity.IdOf(properties, options.ServesRestKeys, name, services.GetService<IHostEnvironment>()?.ApplicationName ?? AppDomain.CurrentDomain.FriendlyName);
        using var scope = _logger.BeginScope(LogScope.OfWorker(workerId));
        foreach (var (key, reason) in WorkerConfig.FindKeysWithoutEffect(properties, options.ServesRestKeys))
            Log.KeyWithoutEffect(_logger, key, reason);

        var worker = mode.Create(new WorkerSetup(workerId, config, registry, variables, clients, services, time, loggers));
        try
        {
            await worker.StartAsync(cancellationToken).ConfigureAwait(false);
            _worker = worker;
            Log.Started(_logger, workerId, options.BootstrapServers);
            await StartConnectorsAsync(worker, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application is asked to stop while it starts: that is no failure. StopAsync, or the disposal, stops what runs already.
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
        if (_worker is not { IsReady: true } worker)
            return;
        await StopAsync(worker).ConfigureAwait(false);
        if (worker.Engine.Troubles.WithoutStoredOffsets is { Count: > 0 } unstored)
            Log.OffsetsNotStored(_logger, string.Join(", ", unstored.Select(entry => entry.Key)), unstored[0].Value);
        Log.Stopped(_logger);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_worker is { IsReady: true } worker)
            await StopAsync(worker).ConfigureAwait(false);
        if (_variables is not null)
            await _variables.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static ConnectException NotCreated(string connector, Exception exception) =>
        new($"The connector '{connector}', which the application declares, cannot be created: {exception.Message}", exception);

    private async Task StopAsync(WorkerRuntime worker)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await worker.DisposeAsync().ConfigureAwait(false);
        await _starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task StartConnectorsAsync(WorkerRuntime worker, CancellationToken cancellationToken)
    {
        var configs = await Task.WhenAll(options.Connectors.Select(connector => ValidateAsync(worker, connector.Key, connector.Value, cancellationToken))).ConfigureAwait(false);
        var starts = configs.Select(config => StartConnectorAsync(worker, config)).ToArray();
        _starting = Task.WhenAll(starts);
        if (!options.RequireConnectors)
            return;
        await foreach (var start in Task.WhenEach(starts).WithCancellation(cancellationToken).ConfigureAwait(false))
            await start.ConfigureAwait(false);
    }

    private static async Task<ConnectorConfig> ValidateAsync(
        WorkerRuntime worker, string connector, Dictionary<string, string?> config, CancellationToken cancellationToken)
    {
        try
        {
            var asked = new ConnectorConfig(connector, config);
            await KafkaConnect.ValidateAsync(worker, asked, asked.Properties, cancellationToken).ConfigureAwait(false);
            return asked;
        }
        catch (ConnectException exception)
        {
            throw NotCreated(connector, exception);
        }
    }

    /// <summary>Fails only when the application cannot be without the connector.</summary>
    private async Task StartConnectorAsync(WorkerRuntime worker, ConnectorConfig config)
    {
        try
        {
            await worker.Herder.PutConnectorAsync(config, null, mayReplace: true, basis: null, _stopping.Token).ConfigureAwait(false);
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // The application stops before the connector has started.
        }
        catch (Exception exception) when (!options.RequireConnectors)
        {
            Log.ConnectorNotStarted(_logger, config.Name, exception);
        }
        catch (Exception exception)
        {
            throw NotCreated(config.Name, exception);
        }
    }
}
