using Connect.Configuration;
using Connect.Plugins;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Herding;
using Connect.Runtime.Kafka;
using Connect.Runtime.Plugins;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Connect.Runtime.Workers;
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
    ConnectWorkerOptions options, IEnumerable<PluginDescriptor> plugins, IKafkaClients clients, IServiceProvider services, TimeProvider time, ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<ConnectWorkerService>();
    private StandaloneHerder? _herder;
    private ConfigTransformer? _variables;

    /// <summary>Whether the herder is there.</summary>
    public bool IsStarted => _herder is not null;

    /// <summary>The worker's herder.</summary>
    /// <exception cref="InvalidOperationException">The worker has not started.</exception>
    public IHerder Herder => _herder ?? throw new InvalidOperationException("The Kafka Connect worker has not started yet: it starts with the application's host.");

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var registry = new PluginRegistry(plugins, services);
        var raw = options.ToProperties();
        var variables = _variables = new ConfigTransformer(ConfigProviders.Create(raw, registry, services));
        var properties = (await variables.TransformAsync(raw, cancellationToken).ConfigureAwait(false)).Data;
        var config = WorkerConfig.Parse(properties, new PluginClasses(registry));
        foreach (var (key, remedy) in WorkerConfig.FindUnknownKeys(properties))
            Log.UnknownKey(_logger, key, remedy);

        var workerId = Listener.AdvertisedAddress(Listener.ParseList(properties.GetValueOrDefault(WorkerKeys.Listeners)), properties);
        var engine = new EngineServices(
            WorkerSettings.From(config, workerId), registry, variables, clients, CreateOffsetStore(config), new MemoryStatusStore(), services, time, loggers);
        var policy = ClientConfigOverridePolicies.Create(properties, registry);
        var validator = new ConnectorValidator(registry, properties, variables, policy, NoFurtherCheck.Instance);
        _herder = new StandaloneHerder(engine, new MemoryConfigStore(), validator);
        try
        {
            await _herder.StartAsync(cancellationToken).ConfigureAwait(false);
            Log.Started(_logger, workerId, options.BootstrapServers);
            await CreateConnectorsAsync(_herder, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await _herder.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_herder is not { IsReady: true })
            return;
        await _herder.DisposeAsync().ConfigureAwait(false);
        Log.Stopped(_logger);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_herder is not null)
            await _herder.DisposeAsync().ConfigureAwait(false);
        if (_variables is not null)
            await _variables.DisposeAsync().ConfigureAwait(false);
    }

    private async Task CreateConnectorsAsync(StandaloneHerder herder, CancellationToken cancellationToken)
    {
        foreach (var (name, config) in options.Connectors)
        {
            try
            {
                await herder.PutConnectorConfigAsync(name, config, cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectException exception)
            {
                throw new ConnectException($"The connector '{name}', which the application declares, cannot be created: {exception.Message}", exception);
            }
        }
    }

    private IOffsetStore CreateOffsetStore(ParsedConfig config)
    {
        if (config.GetString(WorkerKeys.OffsetStorageFileFilename) is not { Length: > 0 } file)
        {
            Log.OffsetsInMemory(_logger);
            return new MemoryOffsetStore();
        }

        var onTruncated = config.GetString(WorkerConfig.TruncatedOffsetFileKey) == WorkerConfig.EmptyWhenTruncated ? TruncatedOffsetFile.Empty : TruncatedOffsetFile.Fail;
        return new FileOffsetStore(file, onTruncated, loggers.CreateLogger<FileOffsetStore>());
    }
}
