using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.Herding;
using Connect.Runtime.Kafka;
using Connect.Runtime.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Hosting;

/// <summary>Runs one worker for as long as the application runs.</summary>
/// <remarks>
/// <para>1. Resolve the variables of the worker's configuration. 2. Check it against Kafka Connect's definitions, all errors at once. 3. Open the stores.
/// 4. Create the connectors that code and settings declare; one that is not valid ends the start. At the end every connector and task is stopped, and what is acknowledged is committed.</para>
/// </remarks>
internal sealed partial class ConnectWorkerService(
    ConnectWorkerOptions options,
    IWorkerMode mode,
    IEnumerable<PluginDescriptor> plugins,
    IKafkaClients clients,
    IServiceProvider services,
    TimeProvider time,
    ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<ConnectWorkerService>();
    private WorkerRuntime? _worker;
    private ConfigTransformer? _variables;

    /// <summary>Whether tasks have ended whose last offsets could not be stored.</summary>
    public bool HasUnstoredOffsets => _worker?.Engine.Troubles.WithoutStoredOffsets.Count > 0;

    /// <summary>Creates the service's connectors through the same door as everybody else.</summary>
    public IKafkaConnect Connect => field ??= new KafkaConnect(() => _worker);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var registry = new PluginRegistry(plugins, services) { AddedBy = options.AddedBy };
        var raw = options.ToProperties();
        var variables = _variables = new ConfigTransformer(ConfigProviders.Create(raw, registry, services), services.GetService<ResolvedSecrets>());
        var properties = (await variables.TransformAsync(raw, cancellationToken).ConfigureAwait(false)).Data;
        var config = WorkerConfig.Parse(properties, new PluginClasses(registry), options);
        foreach (var (key, reason) in WorkerConfig.FindKeysWithoutEffect(properties, options.ServesRestKeys))
            Log.KeyWithoutEffect(_logger, key, reason);

        var workerId = Listener.AdvertisedAddress(Listener.ParseList(properties.GetValueOrDefault(WorkerKeys.Listeners)), properties);
        var worker = mode.Create(new WorkerSetup(workerId, config, registry, variables, clients, services, time, loggers));
        try
        {
            await worker.StartAsync(cancellationToken).ConfigureAwait(false);
            _worker = worker;
            Log.Started(_logger, workerId, options.BootstrapServers);
            await CreateConnectorsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _worker = null;
            await worker.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_worker is not { IsReady: true } worker)
            return;
        await worker.DisposeAsync().ConfigureAwait(false);
        if (worker.Engine.Troubles.WithoutStoredOffsets is { Count: > 0 } unstored)
            Log.OffsetsNotStored(_logger, string.Join(", ", unstored.Select(entry => entry.Key)), unstored[0].Value);
        Log.Stopped(_logger);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_worker is { IsReady: true } worker)
            await worker.DisposeAsync().ConfigureAwait(false);
        if (_variables is not null)
            await _variables.DisposeAsync().ConfigureAwait(false);
    }

    private async Task CreateConnectorsAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, config) in options.Connectors)
        {
            try
            {
                await Connect.PutConnectorConfigAsync(name, config, cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectException exception)
            {
                throw new ConnectException($"The connector '{name}', which the application declares, cannot be created: {exception.Message}", exception);
            }
        }
    }
}
