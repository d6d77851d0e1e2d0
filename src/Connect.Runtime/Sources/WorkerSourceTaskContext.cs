using Connect.Connectors;

namespace Connect.Runtime.Sources;

/// <summary>The context of a source task.</summary>
internal sealed class WorkerSourceTaskContext(ConnectorTaskId id, IReadOnlyDictionary<string, string?> properties, IOffsetReader offsets,
    ITransactionContext? transactions = null, bool runsToEnd = false) : SourceTaskContext
{
    private volatile bool _isEndSignalled;

    /// <inheritdoc/>
    public override string ConnectorName => id.Connector;

    /// <inheritdoc/>
    public override int TaskNumber => id.Task;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string?> Properties { get; } = properties;

    /// <inheritdoc/>
    public override IOffsetReader Offsets { get; } = offsets;

    /// <inheritdoc/>
    public override ITransactionContext? Transactions { get; } = transactions;

    /// <inheritdoc/>
    public override bool RunsToEnd => runsToEnd;

    /// <summary>Whether the task has signalled its end; always false without <c>run.to.end</c>.</summary>
    public bool IsEndSignalled => _isEndSignalled;

    /// <inheritdoc/>
    public override void SignalEnd() => _isEndSignalled = runsToEnd;
}
