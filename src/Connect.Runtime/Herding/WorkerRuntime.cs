using Connect.Runtime.Configuration;
using Connect.Runtime.Storage;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Herding;

/// <summary>One worker: its stores, and the herder that runs its connectors.</summary>
/// <param name="engine">What its parts share.</param>
/// <param name="configs">Keeps configurations.</param>
/// <param name="views">Shows what the stores hold.</param>
/// <param name="plugins">Shows plugins and validates configurations.</param>
/// <param name="herder">Makes changes.</param>
internal sealed class WorkerRuntime(EngineServices engine, IConfigStore configs, ConnectorViews views, PluginCatalog plugins, IHerder herder) : IAsyncDisposable
{
    private volatile bool _isReady;
    private int _isDisposed;

    /// <summary>What its parts share.</summary>
    public EngineServices Engine => engine;

    /// <summary>Keeps configurations.</summary>
    public IConfigStore Configs => configs;

    /// <summary>Shows what the stores hold.</summary>
    public ConnectorViews Views => views;

    /// <summary>Shows plugins and validates configurations.</summary>
    public PluginCatalog Plugins => plugins;

    /// <summary>Makes changes.</summary>
    public IHerder Herder => herder;

    /// <summary>Whether the worker has started and was not stopped.</summary>
    public bool IsReady => _isReady;

    /// <summary>Opens the stores.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConnectException">A store cannot be read; the worker cannot start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await engine.Offsets.StartAsync(cancellationToken).ConfigureAwait(false);
        await engine.Statuses.StartAsync(cancellationToken).ConfigureAwait(false);
        await configs.StartAsync(cancellationToken).ConfigureAwait(false);
        _isReady = true;
    }

    /// <summary>Stops every connector and task, then closes the stores.</summary>
    public async ValueTask DisposeAsync()
    {
        _isReady = false;
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        await herder.DisposeAsync().ConfigureAwait(false);
        await configs.DisposeAsync().ConfigureAwait(false);
        await engine.Statuses.DisposeAsync().ConfigureAwait(false);
        await engine.Offsets.DisposeAsync().ConfigureAwait(false);
    }
}
