using System.Diagnostics.CodeAnalysis;

namespace Connect.Connectors;

/// <summary>A base class for source connectors whose tasks are of class <typeparamref name="TTask"/>.</summary>
/// <typeparam name="TTask">The class of the tasks.</typeparam>
public abstract class SourceConnector<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TTask>
    : Connector<SourceConnectorContext, TTask>, ISourceConnector
    where TTask : ISourceTask
{
    /// <inheritdoc/>
    /// <value>Null: the connector does not say.</value>
    public virtual ExactlyOnceSupport? GetExactlyOnceSupport(IReadOnlyDictionary<string, string?> config) => null;

    /// <inheritdoc/>
    /// <value>False.</value>
    public virtual bool CanDefineTransactionBoundaries(IReadOnlyDictionary<string, string?> config) => false;

    /// <inheritdoc/>
    /// <returns>False: only the offsets that the runtime stores are changed.</returns>
    public virtual ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config, IReadOnlyDictionary<SourcePartition, SourceOffset?> offsets,
        CancellationToken cancellationToken) => ValueTask.FromResult(false);

    /// <inheritdoc/>
    ValueTask ISourceConnector.StartAsync(SourceConnectorContext context, CancellationToken cancellationToken)
    {
        Keep(context);
        return StartAsync(context, cancellationToken);
    }
}
