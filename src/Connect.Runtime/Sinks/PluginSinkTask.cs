using Connect.Connectors;
using Connect.Runtime.Plugins;

namespace Connect.Runtime.Sinks;

/// <summary>A connector's sink task as the loop sees it: each call runs on the plugins' threads, whichever thread the loop is on.</summary>
/// <param name="task">The connector's task.</param>
/// <param name="threads">Where plugins run.</param>
internal sealed class PluginSinkTask(ISinkTask task, PluginThreads threads) : ISinkTask
{
    /// <inheritdoc/>
    public string Version => task.Version;

    /// <inheritdoc/>
    public ValueTask StartAsync(SinkTaskContext context, CancellationToken cancellationToken) =>
        threads.CallAsync((task, context), static (call, token) => call.task.StartAsync(call.context, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask OpenAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) =>
        threads.CallAsync((task, partitions), static (call, token) => call.task.OpenAsync(call.partitions, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken) =>
        threads.CallAsync((task, records), static (call, token) => call.task.PutAsync(call.records, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask FlushAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken) =>
        threads.CallAsync((task, offsets), static (call, token) => call.task.FlushAsync(call.offsets, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<TopicPartition, long>> PreCommitAsync(IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancellationToken) =>
        threads.CallAsync((task, offsets), static (call, token) => call.task.PreCommitAsync(call.offsets, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask CloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) =>
        threads.CallAsync((task, partitions), static (call, token) => call.task.CloseAsync(call.partitions, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask StopAsync(CancellationToken cancellationToken) =>
        threads.CallAsync(task, static (call, token) => call.StopAsync(token), cancellationToken);
}
