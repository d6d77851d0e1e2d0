using Connect.Connectors;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Sources;

/// <summary>A connector's source task as the loop sees it: each call runs on the plugins' threads, whichever thread the loop is on.</summary>
/// <param name="task">The connector's task.</param>
/// <param name="threads">Where plugins run.</param>
internal sealed class PluginSourceTask(ISourceTask task, PluginThreads threads) : ISourceTask
{
    /// <inheritdoc/>
    public string Version => task.Version;

    /// <inheritdoc/>
    public ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken) =>
        threads.CallAsync((task, context), static (call, token) => call.task.StartAsync(call.context, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken) =>
        threads.CallAsync(task, static (call, token) => call.PollAsync(token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask CommitAsync(CancellationToken cancellationToken) =>
        threads.CallAsync(task, static (call, token) => call.CommitAsync(token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask StopAsync(CancellationToken cancellationToken) =>
        threads.CallAsync(task, static (call, token) => call.StopAsync(token), cancellationToken);
}
