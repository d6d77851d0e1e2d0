using System.Diagnostics.CodeAnalysis;

namespace Connect.Connectors;

/// <summary>A base class for sink connectors whose tasks are of class <typeparamref name="TTask"/>.</summary>
/// <typeparam name="TTask">The class of the tasks.</typeparam>
public abstract class SinkConnector<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
TTask> : Connector<SinkConnectorContext, TTask>, ISinkConnector
    where TTask : ISinkTask
{
    /// <inheritdoc/>
    /// <returns>False: only the offsets that the runtime stores are changed.</returns>
    public virtual ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config, IReadOnlyDictionary<TopicPartition, long?> offsets, CancellationToken cancellationToken) =>
            ValueTask.FromResult(false);

    /// <inheritdoc/>
    ValueTask ISinkConnector.StartAsync(SinkConnectorContext context, CancellationToken cancellationToken)
    {
        Keep(context);
        return StartAsync(context, cancellationToken);
    }
}
