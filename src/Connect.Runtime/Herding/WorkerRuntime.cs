using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Herding;

/// <summary>One worker: its stores, and the herder that runs its connectors.</summary>
/// <param name="engine">The worker's shared services.</param>
/// <param name="configs">The config store.</param>
/// <param name="views">Presents the content of the stores.</param>
/// <param name="plugins">Lists plugins and validates configurations.</param>
/// <param name="herder">Executes changes.</param>
/// <param name="prepare">Prepares the stores before they are opened, for example creates topics; null for nothing.</param>
internal sealed class WorkerRuntime(
    EngineServices engine, IConfigStore configs, ConnectorViews views, PluginCatalog plugins, IHerder herder,
    Func<CancellationToken, Task>? prepare = null) : IAsyncDisposable
{
    private volatile bool _isReady;
    private int _isDisposed;

    /// <summary>The worker's shared services.</summary>
    public EngineServices Engine => engine;

    /// <summary>The config store.</summary>
    public IConfigStore Configs => configs;

    /// <summary>Presents the content of the stores.</summary>
    public ConnectorViews Views => views;

    /// <summary>Lists plugins and validates configurations.</summary>
    public PluginCatalog Plugins => plugins;

    /// <summary>Executes changes.</summary>
    public IHerder Herder => herder;

    /// <summary>Whether the worker has started, is ready and has not been stopped.</summary>
    public bool IsReady => _isReady && herder.IsReady;

    /// <summary>Whether the worker has started and has not been stopped.</summary>
    public bool IsStarted => _isReady;

    /// <summary>Opens the stores and starts the herder.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectException">A store cannot be read; the worker cannot start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (prepare is not null)
            await prepare(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(
            engine.Offsets.StartAsync(cancellationToken), engine.Statuses.StartAsync(cancellationToken),
            configs.StartAsync(cancellationToken), herder.OpenAsync(cancellationToken)).ConfigureAwait(false);
        await herder.StartAsync(cancellationToken).ConfigureAwait(false);
        _isReady = true;
    }

    /// <summary>Stops every connector and task, then closes the stores.</summary>
    public async ValueTask DisposeAsync()
    {
        _isReady = false;
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        await herder.DisposeAsync().ConfigureAwait(false);
        engine.Stalls.Dispose();
        await configs.DisposeAsync().ConfigureAwait(false);
        await engine.Statuses.DisposeAsync().ConfigureAwait(false);
        await engine.Offsets.DisposeAsync().ConfigureAwait(false);
    }
}
