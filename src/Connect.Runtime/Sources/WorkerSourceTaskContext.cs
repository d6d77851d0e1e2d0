using Connect.Connectors;

namespace Connect.Runtime.Sources;

/// <summary>What a source task is started with.</summary>
internal sealed class WorkerSourceTaskContext(ConnectorTaskId id, IReadOnlyDictionary<string, string?> properties, IOffsetReader offsets) : SourceTaskContext
{
    /// <inheritdoc/>
    public override string ConnectorName => id.Connector;

    /// <inheritdoc/>
    public override int TaskNumber => id.Task;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string?> Properties { get; } = properties;

    /// <inheritdoc/>
    public override IOffsetReader Offsets { get; } = offsets;
}
