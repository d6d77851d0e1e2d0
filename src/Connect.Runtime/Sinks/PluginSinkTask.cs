using Connect.Connectors;
using Connect.Runtime.Plugins;
using Connect.Runtime.Tasks;

namespace Connect.Runtime.Sinks;

/// <summary>Wraps a connector's sink task for the loop: each call runs on the plugin threads, whatever thread the loop is on.</summary>
/// <param name="task">The connector's task.</param>
/// <param name="threads">The plugin threads.</param>
/// <param name="calls">Records the current call for the stall watch; null without one.</param>
internal sealed class PluginSinkTask(ISinkTask task, PluginThreads threads, TaskCalls? calls = null) : ISinkTask
{
    private readonly WatchedPluginCalls _calls = new(threads, calls);

    /// <inheritdoc/>
    public string Version => task.Version;

    /// <inheritdoc/>
    public ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken) =>
        _calls.CallAsync(TaskCall.Start, 0, (task, context), static (call, token) => call.task.StartAsync(call.context, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask OpenAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) =>
        _calls.CallAsync(
            TaskCall.Open, 0, (task, partitions), static (call, token) => call.task.OpenAsync(call.partitions, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken) =>
        _calls.CallAsync(
            TaskCall.Put, records.Count, (task, records), static (call, token) => call.task.PutAsync(call.records, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask FlushAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken) =>
        _calls.CallAsync(TaskCall.Flush, 0, (task, offsets), static (call, token) => call.task.FlushAsync(call.offsets, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<TopicPartition, long>> PreCommitAsync(
        IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken) =>
        _calls.CallAsync(
            TaskCall.Flush, 0, (task, offsets), static (call, token) => call.task.PreCommitAsync(call.offsets, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask CloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) =>
        _calls.CallAsync(
            TaskCall.Close, 0, (task, partitions), static (call, token) => call.task.CloseAsync(call.partitions, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask StopAsync(CancellationToken cancellationToken) =>
        _calls.CallAsync(TaskCall.Stop, 0, task, static (call, token) => call.StopAsync(token), cancellationToken);
}
