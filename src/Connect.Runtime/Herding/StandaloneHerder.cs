using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Validation;
using Connect.Runtime.Kafka;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

/// <summary>The herder of a worker that runs alone: an actor that makes one change after the other. What a connector does meanwhile holds up nobody but who asked for it.</summary>
/// <remarks>Reads are answered from the stores at once. Corresponds to <c>org.apache.kafka.connect.runtime.standalone.StandaloneHerder</c>.</remarks>
internal sealed partial class StandaloneHerder : IHerder, IAsyncDisposable
{
    /// <summary>The id is a detail of an answer that shows that the worker lives: nobody waits a minute for it while Kafka is away.</summary>
    private static readonly TimeSpan ClusterIdPatience = TimeSpan.FromSeconds(5);

    private readonly EngineServices _engine;
    private readonly IConfigStore _configs;
    private readonly Worker _worker;
    private readonly ConnectorViews _views;
    private readonly StandaloneConnectors _connectors;
    private readonly OffsetAdmin _offsets;
    private readonly ActiveTopics _topics;
    private readonly PluginCatalog _plugins;
    private readonly ILogger<StandaloneHerder> _logger;
    private readonly Mailbox _mailbox = new();
    private volatile bool _isReady;
    private volatile string? _clusterId;

    /// <summary>Makes a herder that has not started.</summary>
    /// <param name="engine">What the parts of the worker share.</param>
    /// <param name="configs">Keeps configurations.</param>
    /// <param name="validator">Validates them.</param>
    public StandaloneHerder(EngineServices engine, IConfigStore configs, ConnectorValidator validator)
    {
        _engine = engine;
        _configs = configs;
        _logger = engine.Loggers.CreateLogger<StandaloneHerder>();
        var recorder = new StatusRecorder(engine.Statuses, engine.Settings.WorkerId, () => 0);
        _worker = new Worker(engine, recorder, recorder);
        _views = new ConnectorViews(configs, engine.Statuses, engine.Plugins, () => engine.Clients.Outages);
        _connectors = new StandaloneConnectors(
            _mailbox, configs, engine.Statuses, _worker, recorder, _views, engine.Loggers.CreateLogger<StandaloneConnectors>());
        _offsets = new OffsetAdmin(engine, _views);
        _topics = new ActiveTopics(engine.Settings, engine.Statuses);
        _plugins = new PluginCatalog(engine.Plugins, validator);
    }

    /// <inheritdoc/>
    public bool IsReady => _isReady;

    /// <inheritdoc/>
    public string WorkerId => _engine.Settings.WorkerId;

    /// <inheritdoc/>
    public bool IsTopicTrackingEnabled => _topics.IsTopicTrackingEnabled;

    /// <inheritdoc/>
    public bool IsTopicTrackingResetAllowed => _topics.IsTopicTrackingResetAllowed;

    /// <summary>Opens the stores.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConnectException">A store cannot be read; the worker cannot start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _engine.Offsets.StartAsync(cancellationToken).ConfigureAwait(false);
        await _engine.Statuses.StartAsync(cancellationToken).ConfigureAwait(false);
        await _configs.StartAsync(cancellationToken).ConfigureAwait(false);
        _isReady = true;
    }

    /// <summary>Stops every connector and task, then closes the stores.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isReady)
            return;
        _isReady = false;
        await _mailbox.RunAsync(async () => await _worker.DisposeAsync().ConfigureAwait(false)).ConfigureAwait(false);
        await _mailbox.DisposeAsync().ConfigureAwait(false);
        await _configs.DisposeAsync().ConfigureAwait(false);
        await _engine.Statuses.DisposeAsync().ConfigureAwait(false);
        await _engine.Offsets.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<string?> GetKafkaClusterIdAsync(CancellationToken cancellationToken = default)
    {
        if (_clusterId is not null)
            return _clusterId;
        using var patience = new CancellationTokenSource(ClusterIdPatience, _engine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var admin = _engine.Clients.CreateAdmin(_engine.ClientConfigs.WorkerAdmin("connect-cluster-id"));
        await using (admin.ConfigureAwait(false))
        {
            try
            {
                return _clusterId = await admin.GetClusterIdAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                // The worker itself is there and answers; its connectors' statuses say that Kafka is away.
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken = default) => _mailbox.RunAsync(() => Task.CompletedTask, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetActiveTopicsAsync(string name, CancellationToken cancellationToken = default) =>
        _topics.GetActiveTopicsAsync(name, cancellationToken);

    /// <inheritdoc/>
    public Task ResetActiveTopicsAsync(string name, CancellationToken cancellationToken = default) => _topics.ResetActiveTopicsAsync(name, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<PluginInfo> GetPlugins(bool connectorsOnly) => _plugins.GetPlugins(connectorsOnly);

    /// <inheritdoc/>
    public IReadOnlyList<ConfigKeyInfo> GetPluginConfig(string className) => _plugins.GetPluginConfig(className);

    /// <inheritdoc/>
    public Task<ConfigInfos> ValidateConnectorConfigAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken = default) =>
        _plugins.ValidateConnectorConfigAsync(config, cancellationToken);
}
