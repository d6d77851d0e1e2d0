using Connect.Connectors;
using Connect.Runtime.Plugins;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Sources;

/// <summary>Wraps a connector's source task for the loop: each call runs on the plugin threads, whatever thread the loop is on.</summary>
/// <param name="task">The connector's task.</param>
/// <param name="threads">The plugin threads.</param>
/// <param name="calls">Records the current call for the stall watch; null without one.</param>
internal sealed class PluginSourceTask(ISourceTask task, PluginThreads threads, TaskCalls? calls = null) : ISourceTask
{
    private readonly WatchedPluginCalls _calls = new(threads, calls);

    /// <inheritdoc/>
    public string Version => task.Version;

    /// <inheritdoc/>
    public ValueTask StartAsync(SourceTaskContext context, CancellationToken cancellationToken) =>
        _calls.CallAsync(TaskCall.Start, 0, (task, context), static (call, token) => call.task.StartAsync(call.context, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SourceRecord>> PollAsync(CancellationToken cancellationToken) =>
        _calls.CallAsync(TaskCall.Poll, 0, task, static (call, token) => call.PollAsync(token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask CommitAsync(CancellationToken cancellationToken) =>
        _calls.CallAsync(TaskCall.Commit, 0, task, static (call, token) => call.CommitAsync(token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask StopAsync(CancellationToken cancellationToken) =>
        _calls.CallAsync(TaskCall.Stop, 0, task, static (call, token) => call.StopAsync(token), cancellationToken);
}
